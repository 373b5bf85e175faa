using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Pbft;
using Xunit;
using Record = Witan.Core.Contract.Record;

namespace Witan.Tests.Protocols.Pbft;

/// <summary>State and input give exactly these effects, in this order.</summary>
public sealed class StepTests
{
    private static readonly PbftForge Forge = new();
    private static readonly Block One = PbftForge.Block(1);
    private static readonly Block Other = PbftForge.Block(1, 2);

    /// <summary>A short rendering of effects, so that a test reads as a script.</summary>
    private static string[] Script(IReadOnlyList<Effect> effects) => [.. effects.Select(e => e switch
    {
        Effect.Persist { Record: PromiseRecord promise } => "persist promise " + promise.Statement.GetType().Name,
        Effect.Persist persist => "persist " + persist.Record.GetType().Name,
        Effect.Sign sign => $"sign {sign.Statement.GetType().Name} to {sign.To.Kind}",
        Effect.Note note => "note " + note.Trace.Kind + (note.Trace.Reason.Length > 0
            ? " " + note.Trace.Reason : string.Empty),
        Effect.Settle settle => "settle " + settle.Said.GetType().Name,
        Effect.SetTimer timer => "timer " + timer.Timer.Name,
        Effect.Send send => $"send {send.Message.GetType().Name} to {send.To.Kind}",
        Effect.SendEarly send => $"send early {send.Message.GetType().Name} to {send.To.Kind}",
        _ => e.GetType().Name,
    })];

    private static PbftBench BackupWithProposal(params Record[] records)
    {
        var bench = new PbftBench(Forge, 1, records);
        Assert.Equal(["OfferBlock"], Script(bench.Receive(0, Forge.PrePrepare(0, One))));
        return bench;
    }

    private static Effect.Sign Signed(IReadOnlyList<Effect> effects) => effects.OfType<Effect.Sign>().Single();

    [Fact]
    public void Backup_prepares_commits_and_decides_each_after_its_record()
    {
        var bench = BackupWithProposal();

        var prepared = bench.Ready(One);
        Assert.Equal(["persist BlockRecord", "persist promise Prepare", "sign Prepare to All"], Script(prepared));
        Assert.Empty(bench.OwnSigned(Signed(prepared)));

        var commit = bench.Receive(2, Forge.Prepare(2, 0, 1, One.Digest));
        Assert.Equal(
            ["persist PreparedRecord", "note Prepared", "settle Prepare", "persist promise Commit",
                "sign Commit to All"],
            Script(commit));

        Assert.Empty(bench.Receive(0, Forge.Commit(0, 0, 1, One.Digest)));
        Assert.Empty(bench.Receive(2, Forge.Commit(2, 0, 1, One.Digest)));
        var decided = bench.OwnSigned(Signed(commit));
        Assert.Equal(["settle Commit", "note Decided", "Decide"], Script(decided));
        Assert.Equal(One.Digest, decided.OfType<Internal.Decide>().Single().Block);
    }

    [Fact]
    public void Leader_offers_what_it_draws_and_proposes_it_when_it_is_durable_and_never_prepares()
    {
        var bench = new PbftBench(Forge, 0) { Any = true, OldestSince = new Instant(1_000_000), NextBlock = One };

        Assert.Equal(["timer request", "OfferBlock"], Script(bench.Tell(new Internal.PoolChanged())));
        var proposed = bench.Ready(One);
        Assert.Equal(["note Proposed", "persist promise PrePrepare", "sign PrePrepare to All"], Script(proposed));
        Assert.Equal(["OfferBlock"], Script(bench.OwnSigned(Signed(proposed))));
        Assert.Empty(bench.Tell(new Internal.BlockReady(One.Height, One.Digest)));
        Assert.Empty(bench.Receive(1, Forge.Prepare(1, 0, 1, One.Digest)));
        Assert.Contains("sign Commit to All", Script(bench.Receive(2, Forge.Prepare(2, 0, 1, One.Digest))));
    }

    [Fact]
    public void A_weak_quorum_of_votes_for_an_unknown_block_fetches_it_from_the_voters_once()
    {
        var bench = new PbftBench(Forge, 3);
        Assert.Empty(bench.Receive(1, Forge.Commit(1, 0, 1, One.Digest)));
        var effects = bench.Receive(2, Forge.Commit(2, 0, 1, One.Digest));
        Assert.Equal(["FetchBlock"], Script(effects));
        Assert.Equal([1u, 2u], effects.OfType<Internal.FetchBlock>().Single().Holders.Select(h => h.Value));

        var decided = bench.Receive(0, Forge.Commit(0, 0, 1, One.Digest));

        Assert.Equal(["settle Commit", "note Decided", "Decide"], Script(decided));
    }

    [Fact]
    public void Votes_for_what_is_settled_have_no_effect_and_who_differed_is_named()
    {
        var bench = BackupWithProposal();
        bench.OwnSigned(Signed(bench.Ready(One)));
        bench.Receive(3, Forge.Prepare(3, 0, 1, Other.Digest));
        var prepared = bench.Receive(2, Forge.Prepare(2, 0, 1, One.Digest));
        Assert.Equal([Forge.Id(3)], prepared.OfType<Effect.Settle>().Single().Dissenters);

        Assert.Empty(bench.OwnSigned(Signed(prepared)));
        Assert.Empty(bench.Receive(2, Forge.Commit(2, 0, 1, One.Digest)));
        var decided = bench.Receive(0, Forge.Commit(0, 0, 1, One.Digest));
        Assert.Empty(decided.OfType<Effect.Settle>().Single().Dissenters);
        Assert.Empty(bench.Receive(3, Forge.Commit(3, 0, 1, One.Digest)));
    }

    [Fact]
    public void Prepare_after_the_certificate_has_no_effect()
    {
        var bench = BackupWithProposal();
        bench.OwnSigned(Signed(bench.Ready(One)));
        Assert.Contains("settle Prepare", Script(bench.Receive(2, Forge.Prepare(2, 0, 1, One.Digest))));

        Assert.Empty(bench.Receive(3, Forge.Prepare(3, 0, 1, One.Digest)));
    }

    [Fact]
    public void Commits_of_different_views_or_blocks_do_not_add_up()
    {
        var bench = new PbftBench(Forge, 3);
        bench.Receive(0, Forge.Commit(0, 0, 1, One.Digest));
        bench.Receive(1, Forge.Commit(1, 0, 1, One.Digest));
        Assert.DoesNotContain("Decide", Script(bench.Receive(2, Forge.Commit(2, 1, 1, One.Digest))));
        Assert.DoesNotContain("Decide", Script(bench.Receive(2, Forge.Commit(2, 0, 1, Other.Digest))));
    }

    [Fact]
    public void A_second_different_vote_is_evidence_and_ignored()
    {
        var bench = BackupWithProposal();
        Assert.Equal(["Accuse", "note Rejected Conflicting"], Script(bench.Receive(0, Forge.PrePrepare(0, Other))));
        bench.Receive(2, Forge.Prepare(2, 0, 1, One.Digest));
        Assert.Equal(
            ["Accuse", "note Rejected Conflicting"], Script(bench.Receive(2, Forge.Prepare(2, 0, 1, Other.Digest))));
        Assert.Equal(["note Rejected Duplicate"], Script(bench.Receive(2, Forge.Prepare(2, 0, 1, One.Digest))));
    }

    [Theory]
    [InlineData("leader prepares", nameof(PbftRejection.LeaderMustNotPrepare))]
    [InlineData("above the window", nameof(Rejection.OutsideWindow))]
    [InlineData("not the leader", nameof(Rejection.WrongSender))]
    [InlineData("no block", nameof(Rejection.InvalidBlock))]
    [InlineData("third view ahead", nameof(PbftRejection.TooFarAhead))]
    public void What_is_refused_names_its_reason_and_does_nothing(string what, string reason)
    {
        var bench = new PbftBench(Forge, 3);
        bench.Receive(1, Forge.Prepare(1, 7, 1, One.Digest));
        bench.Receive(1, Forge.Prepare(1, 8, 1, One.Digest));
        var effects = bench.Receive(1, what switch
        {
            "leader prepares" => Forge.Prepare(0, 0, 1, One.Digest),
            "above the window" => Forge.Prepare(1, 0, 17, One.Digest),
            "not the leader" => Forge.PrePrepare(0, One, sender: 1),
            "no block" => Forge.Header(0, 1, One.Digest),
            _ => Forge.Prepare(1, 10, 1, One.Digest),
        });
        Assert.Equal(["note Rejected " + reason], Script(effects));
    }

    [Fact]
    public void H13_a_promise_recovered_from_the_journal_forbids_another_prepare_in_its_slot()
    {
        var promised = new PromiseRecord(Forge.Prepare(1, 0, 1, Other.Digest).Statement);
        var bench = BackupWithProposal(promised);
        Assert.Equal(["persist BlockRecord"], Script(bench.Ready(One)));
    }

    [Fact]
    public void Votes_above_the_watermark_are_signed_again_at_start()
    {
        var bench = new PbftBench(Forge, 1, [new PromiseRecord(Forge.Prepare(1, 0, 1, One.Digest).Statement)]);
        Assert.Contains("sign Prepare to All", Script(bench.Started));
    }

    [Fact]
    public void A_recovered_view_change_is_said_again_and_no_vote_of_the_old_view_is_taken_up()
    {
        var bench = new PbftBench(Forge, 1, [
            new PromiseRecord(Forge.Prepare(1, 0, 1, One.Digest).Statement),
            new PreparedRecord(Forge.Prepared(0, 1, One.Digest)),
            new PromiseRecord(Forge.ViewChange(1, 1, 0, Forge.Prepared(0, 1, One.Digest)).Statement)]);

        Assert.Equal("ViewChange", bench.Status.Mode);
        Assert.Contains("sign ViewChange to All", Script(bench.Started));
        Assert.DoesNotContain("sign Prepare to All", Script(bench.Started));
        Assert.Equal(["note Rejected WrongStatus"], Script(bench.Receive(0, Forge.PrePrepare(0, PbftForge.Block(2)))));
    }

    [Fact]
    public void A_restarted_leader_proposes_above_every_slot_it_proposed()
    {
        var bench = new PbftBench(Forge, 0, [new PromiseRecord(Forge.PrePrepare(0, PbftForge.Block(3)).Statement)]);
        bench.Held.Add(PbftForge.Block(3));
        Assert.Contains("sign PrePrepare to All", Script(bench.Started));
        bench.Any = true;
        bench.OldestSince = new Instant(bench.Now);
        bench.NextBlock = PbftForge.Block(4);

        // Slot 3 is undecided and has no own COMMIT: nothing is drawn below or beside it.
        Assert.DoesNotContain("OfferBlock", Script(bench.Tell(new Internal.PoolChanged())));
    }

    [Fact]
    public void New_leader_signs_every_proposal_before_the_new_view_that_nests_them()
    {
        var bench = new PbftBench(Forge, 1);
        bench.Receive(2, Forge.ViewChange(2, 1, 0, Forge.Prepared(0, 2, One.Digest)));
        var joined = bench.Receive(3, Forge.ViewChange(3, 1));
        Assert.Equal(
            ["note ViewChangeStarted", "persist promise ViewChange", "sign ViewChange to All", "timer status"],
                Script(joined));
        var building = bench.OwnSigned(Signed(joined));
        Assert.Equal(
            ["timer view-change", "persist promise PrePrepare", "sign PrePrepare to Self", "persist promise PrePrepare",
             "sign PrePrepare to Self"], Script(building));

        var signs = building.OfType<Effect.Sign>().ToArray();
        Assert.Empty(bench.OwnSigned(signs[0]));
        var newView = bench.OwnSigned(signs[1]);
        Assert.Equal(["persist promise NewView", "sign NewView to All"], Script(newView));

        var entered = Script(bench.OwnSigned(Signed(newView)));
        Assert.Equal("persist NewViewRecord", entered[0]);
        Assert.Contains("ViewEntered", entered);
        Assert.Equal(1ul, bench.Status.View.Value);
        Assert.Equal("Normal", bench.Status.Mode);
    }

    [Fact]
    public void A_leader_that_signed_proposals_of_a_new_view_in_an_earlier_life_builds_no_other_one()
    {
        var bench = new PbftBench(Forge, 1, [
            new PromiseRecord(Forge.ViewChange(1, 1).Statement),
            new PromiseRecord(Forge.Header(1, 1, One.Digest).Statement)]);
        bench.Receive(2, Forge.ViewChange(2, 1));
        bench.Receive(3, Forge.ViewChange(3, 1));
        var effects = bench.OwnSigned(Signed(bench.Started));
        Assert.Equal(["timer view-change"], Script(effects));
    }

    [Fact]
    public void The_view_timer_runs_only_with_a_quorum_for_the_target()
    {
        var bench = new PbftBench(Forge, 3);
        bench.Receive(1, Forge.ViewChange(1, 1));
        var joined = bench.Receive(2, Forge.ViewChange(2, 1));
        Assert.DoesNotContain("timer view-change", Script(joined));
        Assert.Equal(["timer view-change"], Script(bench.OwnSigned(Signed(joined))));
    }

    [Fact]
    public void The_view_timer_runs_also_when_one_of_the_quorum_asks_for_a_later_view()
    {
        var bench = new PbftBench(Forge, 3);
        bench.Receive(1, Forge.ViewChange(1, 2));
        var joined = bench.Receive(2, Forge.ViewChange(2, 1));
        Assert.Equal(["timer view-change"], Script(bench.OwnSigned(Signed(joined))));
    }

    [Fact]
    public void Status_is_answered_at_most_once_per_interval_and_peer()
    {
        var bench = BackupWithProposal();
        var status = new Status(default, default, [new Missing(new Height(1), false)]);
        Assert.Equal(["send SignedStatement to One"], Script(bench.Receive(2, status)));
        Assert.Equal(["note Rejected TooOften"], Script(bench.Receive(2, status)));
        Assert.Equal(["send SignedStatement to One"], Script(bench.Receive(3, status)));
        bench.Now += 200_000;
        Assert.Equal(["send SignedStatement to One"], Script(bench.Receive(2, status)));
    }
}
