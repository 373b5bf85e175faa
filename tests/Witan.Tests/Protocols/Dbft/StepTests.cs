using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Protocols.Dbft;
using Witan.TestKit.Dbft;
using Witan.TestKit.Ordering;
using Xunit;

namespace Witan.Tests.Protocols.Dbft;

/// <summary>
/// One validator, step by step: what it prepares and commits, what is durable before, what it refuses.
/// </summary>
public sealed class StepTests
{
    // In view 0 of height 1 place 1 is primary, in view 1 place 0, in view 2 place 3.
    private static readonly DbftForge Forge = new();
    private static readonly Core.Blocks.Block Block = OrderingForge.Block(1);
    private static readonly Core.Blocks.Block Other = OrderingForge.Block(1, 9);

    private static OrderingBench Bench(int self = 2) => new(Forge, self);

    internal static T? Said<T>(IEnumerable<Effect> effects) where T : Statement =>
        effects.OfType<Effect.Sign>().Select(s => s.Statement).OfType<T>().SingleOrDefault();

    internal static string? Refusal(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.Note>().Select(n => n.Trace).SingleOrDefault(t => t.Kind == TraceKind.Rejected)?.Reason;

    /// <summary>A backup that prepared the block: its response has come back.</summary>
    private static OrderingBench Prepared(int self = 2)
    {
        var bench = Bench(self);
        var response = Said<PrepareResponse>(bench.Receive(1, Forge.Request(0, Block)));
        bench.OwnSigned(response!);
        return bench;
    }

    private static OrderingBench Committed(int self = 2)
    {
        var bench = Prepared(self);
        var commit = Said<Commit>(bench.Receive(3, Forge.Response(3, 0, Block)));
        bench.OwnSigned(commit!);
        return bench;
    }

    [Fact]
    public void A_primary_proposes_once_its_block_is_durable_and_prepares_with_that()
    {
        var bench = Bench(1);
        var effects = bench.Pool();
        var request = Said<PrepareRequest>(effects)!;
        Assert.Equal(Block.Digest, request.Digest);
        Assert.Null(Said<PrepareResponse>(bench.OwnSigned(request)));
        bench.Receive(2, Forge.Response(2, 0, Block));
        Assert.NotNull(Said<Commit>(bench.Receive(3, Forge.Response(3, 0, Block))));
    }

    [Fact]
    public void S3_a_backup_responds_to_a_complete_proposal_and_commits_with_a_quorum_of_preparations()
    {
        var bench = Bench();
        var response = Said<PrepareResponse>(bench.Receive(1, Forge.Request(0, Block)));
        Assert.Equal(Block.Digest, response!.Preparation);
        Assert.Null(Said<Commit>(bench.OwnSigned(response)));
        Assert.Equal(Block.Digest, Said<Commit>(bench.Receive(3, Forge.Response(3, 0, Block)))!.Digest);
    }

    [Fact]
    public void S3_a_quorum_of_responses_without_the_request_commits_nothing_until_it_comes()
    {
        var bench = Bench();
        foreach (var place in new[] { 0, 3 })
            Assert.Null(Said<Commit>(bench.Receive(place, Forge.Response(place, 0, Block))));
        var effects = bench.Receive(1, Forge.Request(0, Block));
        Assert.NotNull(Said<Commit>(effects));
    }

    [Fact]
    public void S3_a_quorum_of_preparations_of_a_block_whose_bodies_lack_commits_nothing()
    {
        var bench = Bench();
        bench.HoldsBack = true;
        bench.Receive(1, Forge.Request(0, Block));
        bench.Receive(0, Forge.Response(0, 0, Block));
        Assert.Null(Said<Commit>(bench.Receive(3, Forge.Response(3, 0, Block))));
        var ready = bench.Tell(new Internal.BlockReady(Block.Height, Block.Digest));
        Assert.NotNull(Said<Commit>(ready));
    }

    [Fact]
    public void A_commit_leaves_after_all_that_led_to_it_and_after_its_promise()
    {
        var bench = Prepared();
        var effects = bench.Receive(3, Forge.Response(3, 0, Block));
        var kinds = effects.Where(e => e is Effect.Persist or Effect.Sign).Select(e => e switch
        {
            Effect.Persist { Record: var record } => record.GetType().Name,
            Effect.Sign { Statement: var said } => said.GetType().Name,
            _ => string.Empty,
        });
        Assert.Equal(["ConsensusStateRecord", "PromiseRecord", "Commit"], kinds);
        var state = effects.OfType<Effect.Persist>().Select(p => p.Record).OfType<ConsensusStateRecord>().Single();
        Assert.Equal(Block.Digest, ((PrepareRequest)state.State.Request!.Statement).Block!.Digest);
        Assert.Equal(2, state.State.Responses.Count);
        Assert.Equal(new Height(1), state.MayBeDecided);
    }

    [Fact]
    public void S5_a_quorum_of_commits_of_one_view_for_one_block_decides()
    {
        var bench = Committed();
        Assert.Empty(bench.Receive(0, Forge.Commit(0, 0, Block)).OfType<Internal.Decide>());
        var decide = bench.Receive(1, Forge.Commit(1, 0, Block)).OfType<Internal.Decide>().Single();
        Assert.Equal((Block.Height, Block.Digest, true), (decide.Height, decide.Block, decide.IsRecorded));
        Assert.Equal(3, ((CommitCertificate)decide.Certificate).Certificate.Signers.Count);
    }

    [Fact]
    public void S5_commits_of_two_views_or_two_blocks_do_not_add_up()
    {
        var bench = Committed();
        Assert.Empty(bench.Receive(0, Forge.Commit(0, 1, Block)).OfType<Internal.Decide>());
        Assert.Empty(bench.Receive(3, Forge.Commit(3, 0, Other)).OfType<Internal.Decide>());
    }

    [Fact]
    public void A_quorum_of_commits_decides_for_who_is_in_a_later_view_and_never_saw_the_request()
    {
        var bench = Bench(3);
        foreach (var place in new[] { 0, 1, 2 }) bench.Receive(place, Forge.ChangeView(place, 1, 0));
        bench.Receive(0, Forge.Commit(0, 0, Block));
        bench.Receive(1, Forge.Commit(1, 0, Block));
        var decide = bench.Receive(2, Forge.Commit(2, 0, Block)).OfType<Internal.Decide>().Single();
        Assert.False(decide.IsRecorded);
    }

    [Fact]
    public void S4_who_committed_asks_for_no_other_view_and_follows_none()
    {
        var bench = Committed();
        foreach (var place in new[] { 0, 1, 3 })
            Assert.Null(Said<ChangeView>(bench.Receive(place, Forge.ChangeView(place, 1, 0))));
        var effects = bench.Pass(TimeSpan.FromSeconds(10));
        Assert.Null(Said<ChangeView>(effects));
        Assert.Contains(effects, e => e is Effect.Send { Message: RecoveryMessage { Commits.Count: 1 } });
        Assert.Equal(0ul, bench.Status.View.Value);
    }

    [Fact]
    public void S4_the_lock_ends_with_the_block()
    {
        var bench = Committed();
        bench.Execute();
        foreach (var place in new[] { 0, 1, 3 }) bench.Receive(place, Forge.ChangeView(place, 2, 0));
        Assert.Equal(1ul, bench.Status.View.Value);
    }

    [Fact]
    public void S6_a_view_begins_with_a_quorum_of_requests_for_it_and_they_are_durable_first()
    {
        var bench = Bench();
        bench.Receive(0, Forge.ChangeView(0, 1, 0));
        bench.Receive(1, Forge.ChangeView(1, 1, 0));
        Assert.Equal(0ul, bench.Status.View.Value);
        var effects = bench.Receive(3, Forge.ChangeView(3, 1, 0));
        Assert.Equal(1ul, bench.Status.View.Value);
        Assert.Equal(ChangeViewReason.ChangeAgreement, Said<ChangeView>(effects)!.Reason);
        var state = effects.OfType<Effect.Persist>().Select(p => p.Record).OfType<ConsensusStateRecord>().Single();
        Assert.Equal(3, state.State.ChangeViews.Count);
        Assert.Null(state.MayBeDecided);
    }

    [Fact]
    public void S6_who_is_behind_follows_to_the_view_that_a_quorum_asked_for_though_two_of_it_ask_for_more()
    {
        var bench = Bench();
        bench.Receive(0, Forge.ChangeView(0, 1, 0));
        bench.Receive(1, Forge.ChangeView(1, 1, 4));
        bench.Receive(3, Forge.ChangeView(3, 1, 2));
        Assert.Equal(1ul, bench.Status.View.Value);
        bench.Receive(0, Forge.ChangeView(0, 1, 3));
        Assert.Equal(3ul, bench.Status.View.Value);
    }

    [Fact]
    public void L7_a_commit_of_another_view_counts_as_committed_and_to_no_quorum_of_this_one()
    {
        var bench = Committed();
        bench.Receive(3, Forge.Commit(3, 7, Block));
        Assert.Empty(bench.Receive(0, Forge.Commit(0, 0, Block)).OfType<Internal.Decide>());
        // A second commit of the same validator is refused and shows its lie to anybody.
        var effects = bench.Receive(3, Forge.Commit(3, 0, Block));
        Assert.Single(effects.OfType<Internal.Accuse>());
        Assert.Empty(effects.OfType<Internal.Decide>());
        Assert.Single(bench.Receive(1, Forge.Commit(1, 0, Block)).OfType<Internal.Decide>());
    }

    [Fact]
    public void L8_of_two_proposals_in_a_view_the_first_counts_and_both_show_the_lie()
    {
        var bench = Prepared();
        var effects = bench.Receive(1, Forge.Request(0, Other));
        Assert.Single(effects.OfType<Internal.Accuse>());
        Assert.Null(Said<PrepareResponse>(effects));
        bench.Receive(3, Forge.Response(3, 0, Other));
        Assert.Null(Said<Commit>(bench.Receive(0, Forge.Response(0, 0, Other))));
    }

    public static TheoryData<string, ChangeViewReason> Faults => new()
    {
        { nameof(Rejection.InvalidRequest), ChangeViewReason.TxInvalid },
        { nameof(Rejection.UnknownClient), ChangeViewReason.TxRejectedByPolicy },
        { nameof(Rejection.InvalidBlock), ChangeViewReason.BlockRejectedByPolicy },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void L9_a_proposal_that_breaks_a_rule_is_answered_by_a_change_of_view_with_the_reason(
        string refusal, ChangeViewReason reason)
    {
        var bench = Bench();
        bench.Refuses = new Rejection(refusal);
        var effects = bench.Receive(1, Forge.Request(0, Block));
        Assert.Null(Said<PrepareResponse>(effects));
        Assert.Equal(reason, Said<ChangeView>(effects)!.Reason);
        Assert.Single(effects.OfType<Internal.ProposedVoid>());
    }

    [Fact]
    public void L9_a_proposal_whose_bodies_do_not_come_is_left_for_want_of_them()
    {
        var bench = Bench();
        bench.HoldsBack = true;
        bench.Receive(1, Forge.Request(0, Block));
        Assert.Equal(ChangeViewReason.TxNotFound, Said<ChangeView>(bench.Pass(TimeSpan.FromSeconds(1)))!.Reason);
    }

    [Fact]
    public void A_proposal_ahead_of_the_own_clock_is_looked_at_again_and_taken_when_a_quorum_prepared_it()
    {
        var bench = Bench();
        bench.Refuses = Rejection.TimeAhead;
        Assert.Null(Said<ChangeView>(bench.Receive(1, Forge.Request(0, Block))));
        bench.Refuses = null;
        var effects = bench.Pass(bench.Options.StatusInterval);
        Assert.NotNull(Said<PrepareResponse>(effects));

        var other = Bench();
        other.Refuses = Rejection.TimeAhead;
        other.Receive(1, Forge.Request(0, Block));
        other.Receive(0, Forge.Response(0, 0, Block));
        var offers = other.Receive(3, Forge.Response(3, 0, Block)).OfType<Internal.OfferBlock>();
        Assert.True(offers.Single().Certified);
    }

    [Fact]
    public void Who_asked_for_a_change_takes_no_preparations_until_no_change_can_win()
    {
        var bench = Bench();
        bench.Pool();
        Assert.NotNull(Said<ChangeView>(bench.Pass(TimeSpan.FromMilliseconds(600))));
        Assert.Equal("NotAccepting", Refusal(bench.Receive(1, Forge.Request(0, Block))));
        bench.Receive(1, Forge.Commit(1, 0, Block));
        Assert.Equal("NotAccepting", Refusal(bench.Receive(1, Forge.Request(0, Block))));
        bench.Receive(3, Forge.Commit(3, 0, Block));
        Assert.NotNull(Said<PrepareResponse>(bench.Receive(1, Forge.Request(0, Block))));
    }

    [Fact]
    public void S7_strict_who_asked_for_a_change_never_commits_in_the_view_it_left()
    {
        var forge = new DbftForge(new DbftOptions { IsStrict = true });
        var bench = new OrderingBench(forge, 2);
        bench.Pool();
        bench.OwnSigned(Said<ChangeView>(bench.Pass(TimeSpan.FromMilliseconds(600)))!);
        bench.Receive(1, forge.Commit(1, 0, Block));
        bench.Receive(3, forge.Commit(3, 0, Block));
        Assert.Equal("NotAccepting", Refusal(bench.Receive(1, forge.Request(0, Block))));
        Assert.Equal("NotAccepting", Refusal(bench.Receive(3, forge.Response(3, 0, Block))));
    }

    [Fact]
    public void Messages_of_strangers_other_heights_other_primaries_and_empty_proposals_are_refused()
    {
        var bench = Bench();
        Assert.Equal("WrongSender", Refusal(bench.Receive(3, Forge.Request(0, Block, 3))));
        Assert.Equal("PrimaryMustNotRespond", Refusal(bench.Receive(1, Forge.Response(1, 0, Block))));
        Assert.Equal("NoBlock", Refusal(bench.Receive(1, Forge.Request(0, Block).Bare)));
        Assert.Equal("OutsideWindow", Refusal(bench.Receive(3, Forge.Request(0, OrderingForge.Block(3)))));
        bench.Execute();
        Assert.Equal("Stale", Refusal(bench.Receive(1, Forge.Request(0, Block))));
    }

    [Fact]
    public void What_overtakes_the_beginning_of_its_height_or_view_is_taken_when_that_begins()
    {
        var bench = Bench();
        var next = OrderingForge.Block(2);
        bench.Receive(2, Forge.Request(0, next, 2));
        var later = Bench(3);
        later.Receive(2, Forge.Request(0, next));
        Assert.NotNull(Said<PrepareResponse>(later.Execute()));

        bench.Receive(0, Forge.Request(1, Other));
        foreach (var place in new[] { 0, 1 }) bench.Receive(place, Forge.ChangeView(place, 1, 0));
        var effects = bench.Receive(3, Forge.ChangeView(3, 1, 0));
        Assert.Equal(Other.Digest, Said<PrepareResponse>(effects)!.Preparation);
    }

    [Fact]
    public void What_a_liar_sends_ahead_is_bounded_by_four_for_each_member()
    {
        var bench = Bench();
        for (ulong view = 1; view < 200; view++)
        {
            for (var place = 0; place < 4; place++)
            {
                bench.Receive(place, Forge.Request(view, Block, place));
                bench.Receive(place, Forge.Response(place, view, Block));
                bench.Receive(place, Forge.Commit(place, view, OrderingForge.Block(2)));
                bench.Receive(place, Forge.ChangeView(place, 2, view));
            }
        }

        Assert.All(bench.Gauges, gauge => Assert.InRange(gauge.Held, 0, gauge.Bound));
    }

    [Fact]
    public void An_idle_validator_asks_for_nothing_and_one_with_work_waits_two_t_and_then_twice_as_long()
    {
        Assert.Null(Said<ChangeView>(Bench().Pass(TimeSpan.FromSeconds(30))));
        var bench = Bench();
        bench.Pool();
        Assert.Null(Said<ChangeView>(bench.Pass(TimeSpan.FromMilliseconds(499))));
        bench.OwnSigned(Said<ChangeView>(bench.Pass(TimeSpan.FromMilliseconds(2)))!);
        // After a ChangeView from view v the timer is T << (v + 2): said again, and the same text.
        Assert.DoesNotContain(bench.Pass(TimeSpan.FromMilliseconds(990)), e => e is Effect.Send);
        Assert.Contains(
            bench.Pass(TimeSpan.FromMilliseconds(20)),
            e => e is Effect.Send { Message: SignedStatement { Statement: ChangeView } });
    }

    [Fact]
    public void A_signed_promise_has_one_text_for_each_place_and_a_commit_one_for_its_height()
    {
        static PromiseKey? Key(SignedStatement said) => said.Statement.Promise;
        Assert.Equal(Key(Forge.Commit(0, 0, Block)), Key(Forge.Commit(0, 3, Other)));
        Assert.NotEqual(Key(Forge.Response(0, 0, Block)), Key(Forge.Response(0, 1, Block)));
        Assert.NotEqual(Key(Forge.Commit(0, 0, Block)), Key(Forge.Commit(0, 0, OrderingForge.Block(2))));
    }
}
