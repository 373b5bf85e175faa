using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Protocols.SingleShot;
using Witan.TestKit.SingleShot;
using Xunit;
using Record = Witan.Core.Contract.Record;

namespace Witan.Tests.Protocols.SingleShot;

/// <summary>Chained instances, step by step: what leaves, in which order, and what is not said.</summary>
public sealed class StepTests
{
    private static readonly ConsensusForge First = new(instance: 1);
    private static readonly ConsensusForge Second = new(instance: 2);
    private static readonly Value X = SingleShotBench.ValueAt(1);
    private static readonly Value Y = SingleShotBench.ValueAt(2);

    [Fact]
    public void The_leader_of_the_first_view_proposes_at_once_and_nobody_wishes_for_anything()
    {
        var bench = new SingleShotBench(First, 0);
        Assert.Empty(Said(bench.Started));

        var propose = Assert.IsType<Propose>(Said(bench.Pool())[0]);

        Assert.True(propose.Justification!.IsEmpty);
        Assert.Equal((1ul, new View(1)), (propose.Instance, propose.View));
    }

    [Fact]
    public void A_vote_leaves_behind_its_value_and_its_promise_and_COMMITTED_behind_the_certificate()
    {
        var bench = new SingleShotBench(First, 1);
        var voting = bench.Receive(0, First.Propose(0, 1, X));
        Assert.Equal(["ValueRecord", "Promise Prepared", "Prepared"], Order(voting));

        bench.Receive(0, First.Prepared(0, 1, X));
        var committing = bench.Receive(2, First.Prepared(2, 1, X));
        Assert.Equal(["PreparedRecord", "Promise Committed", "Committed"], Order(committing));

        bench.Receive(0, First.Committed(0, 1, X));
        var decide = Assert.Single(bench.Receive(2, First.Committed(2, 1, X)).OfType<Internal.Decide>());
        Assert.True(decide.IsRecorded);
        Assert.Equal((new Height(1), X.Digest), (decide.Height, decide.Block));
    }

    [Fact]
    public void A_block_that_is_not_complete_is_not_voted_for()
    {
        var bench = new SingleShotBench(First, 1) { HoldsBack = true };
        Assert.Empty(Said(bench.Receive(0, First.Propose(0, 1, X))));
        Assert.Single(Said(bench.Tell(new Internal.BlockReady(new Height(1), X.Digest))));
    }

    [Fact]
    public void One_that_is_not_the_leader_begins_no_instance_and_two_do()
    {
        var bench = new SingleShotBench(First, 1);
        Assert.DoesNotContain(bench.Receive(3, First.Prepared(3, 1, X)), e => e is Effect.SetTimer);
        Assert.Contains(bench.Receive(2, First.Prepared(2, 1, X)), e => e is Effect.SetTimer { Timer.Name: "view" });
    }

    [Fact]
    public void An_instance_begins_in_the_view_in_which_the_last_one_was_decided()
    {
        var bench = new SingleShotBench(First, 1);
        Enter(bench, 2);
        foreach (var from in new[] { 0, 2, 3 }) bench.Receive(from, First.Committed(from, 2, X));

        Assert.Empty(Said(bench.Execute(1)));
        var propose = Assert.IsType<Propose>(Said(bench.Pool())[0]);

        Assert.Equal((2ul, new View(2), true), (propose.Instance, propose.View, propose.Justification!.IsEmpty));
    }

    [Fact]
    public void The_leader_of_a_view_that_was_entered_meanwhile_waits_for_NEWLEADERs_and_proposes_what_they_show()
    {
        var bench = new SingleShotBench(First, 1);
        bench.Pool();
        Assert.DoesNotContain(Said(Enter(bench, 2)), s => s is Propose);

        bench.Receive(0, First.NewLeader(0, 2, 1, X));
        var propose = Said(bench.Receive(2, First.NewLeader(2, 2))).OfType<Propose>().Single();

        Assert.Equal(X.Digest, propose.Digest);
        Assert.Equal(3, propose.Justification!.Claims.Count);
        Assert.Null(SingleShotRules.FaultIn(propose, First.Configuration));
    }

    [Fact]
    public void Who_enters_a_view_tells_its_leader_what_it_prepared_and_then_votes_for_nothing_below()
    {
        var bench = PreparedBench(2);
        var newLeader = Said(Enter(bench, 2)).OfType<NewLeader>().Single();
        Assert.Equal((new View(1), X.Digest), (newLeader.PreparedView, newLeader.Digest));
        Assert.Null(SingleShotRules.FaultIn(newLeader));

        var late = bench.Receive(0, First.Propose(0, 1, SingleShotBench.ValueAt(1, 2)));
        Assert.Empty(Said(late));
    }

    [Fact]
    public void A_view_is_reported_when_what_was_said_in_it_is_durable()
    {
        var effects = Enter(PreparedBench(2), 2).ToList();
        var said = effects.FindIndex(e => e is Effect.Sign { Statement: NewLeader });
        var reported = effects.FindIndex(e => e is Effect.Note { Trace.Kind: TraceKind.ViewEntered });
        Assert.InRange(said, 0, reported - 1);
    }

    [Fact]
    public void A_proposal_without_NEWLEADERs_gets_no_vote_of_who_voted_in_a_lower_view_of_the_instance()
    {
        var voter = PreparedBench(2);
        Enter(voter, 2);
        Assert.Empty(Said(voter.Receive(1, First.Propose(1, 2, SingleShotBench.ValueAt(1, 2)))));

        var fresh = new SingleShotBench(First, 2);
        Enter(fresh, 2);
        Assert.Single(Said(fresh.Receive(1, First.Propose(1, 2, X))).OfType<Prepared>());
    }

    [Fact]
    public void Who_speaks_in_a_view_shows_it_to_who_missed_the_change()
    {
        var bench = new SingleShotBench(First, 1);
        bench.Receive(0, First.Prepared(0, 3, X));
        var said = Said(bench.Receive(3, First.Prepared(3, 3, X)));

        Assert.Equal(new View(3), Assert.IsType<Wish>(said[0]).View);
        Assert.Equal(new View(3), bench.Status.View);
    }

    [Fact]
    public void A_WISH_leaves_behind_the_record_of_it_when_the_view_has_had_its_time()
    {
        var bench = new SingleShotBench(First, 1);
        bench.Pool();
        Assert.Empty(Said(bench.Fire("view", 499_000)));

        var effects = bench.Fire("view", 1_000);

        Assert.Equal(["ViewRecord", "Wish"], Order(effects));
        Assert.Equal("ViewChange", bench.Status.Mode);
    }

    [Fact]
    public void Who_wished_alone_and_decides_on_with_the_others_is_in_its_view_and_in_no_change_of_it()
    {
        var bench = new SingleShotBench(First, 1);
        bench.Pool();
        bench.Fire("view", 500_000);
        Assert.Equal("ViewChange", bench.Status.Mode);

        foreach (var from in new[] { 0, 2, 3 }) bench.Receive(from, First.Committed(from, 1, X));
        bench.Execute(1);

        Assert.Equal(("Normal", "", new View(1)), (bench.Status.Mode, bench.Status.Stall, bench.Status.View));
        Assert.Contains(
            bench.Receive(0, Second.Propose(0, 1, Y)), e => e is Effect.Sign { Statement: Prepared { Instance: 2 } });

        bench.Now += 500_000;
        bench.Fire("tick", 0);
        Assert.Equal("ViewChange", bench.Status.Mode);
    }

    [Fact]
    public void What_may_be_lost_is_said_again_while_an_instance_is_open_and_not_when_nothing_waits()
    {
        var bench = new SingleShotBench(First, 1);
        bench.Receive(0, First.Propose(0, 1, X));
        bench.Fire("retransmit", 100_000);
        var again = bench.Fire("retransmit", 200_000);
        Assert.Contains(again, e => e is Effect.Send { Message: SignedStatement { Statement: Prepared } });

        bench.Execute(1);
        Assert.DoesNotContain(bench.Fire("retransmit", 200_000), e => e is Effect.Send or Effect.SetTimer);
    }

    [Fact]
    public void E10_after_a_restart_the_same_vote_is_signed_again_and_no_other_in_its_view()
    {
        var bench = new SingleShotBench(First, 1);
        var records = Records(bench.Receive(0, First.Propose(0, 1, X)));

        var again = new SingleShotBench(First, 1, records);

        Assert.Equal(X.Digest, Assert.IsType<Prepared>(Assert.Single(Said(again.Started))).Digest);
        Assert.Empty(Said(again.Receive(0, First.Propose(0, 1, SingleShotBench.ValueAt(1, 2)))));
    }

    [Fact]
    public void A_crash_between_the_certificate_and_COMMITTED_ends_with_COMMITTED()
    {
        var bench = new SingleShotBench(First, 1);
        List<Record> records = [.. Records(bench.Receive(0, First.Propose(0, 1, X)))];
        bench.Receive(0, First.Prepared(0, 1, X));
        records.AddRange(Records(bench.Receive(2, First.Prepared(2, 1, X))).OfType<PreparedRecord>());

        var again = new SingleShotBench(First, 1, records);

        Assert.Contains(Said(again.Started), s => s is Committed);
    }

    [Fact]
    public void A_replica_that_restarts_in_a_later_view_goes_on_in_it()
    {
        var bench = PreparedBench(2);
        var records = new List<Record>(PreparedRecords);
        records.AddRange(Records(Enter(bench, 2)));

        var again = new SingleShotBench(First, 2, records);

        Assert.Equal(new View(2), again.Status.View);
        var newLeader = Assert.IsType<NewLeader>(Assert.Single(Said(again.Started)));
        Assert.Equal(X.Digest, newLeader.Digest);
    }

    [Fact]
    public void What_others_say_at_the_next_height_is_kept_until_it_opens()
    {
        var bench = new SingleShotBench(First, 1);
        Assert.Empty(Said(bench.Receive(0, Second.Propose(0, 1, Y))));

        Assert.IsType<Prepared>(Assert.Single(Said(bench.Execute(1))));
    }

    [Theory]
    [InlineData(1, "Stale")]
    [InlineData(12, "OutsideWindow")]
    public void Heights_that_are_executed_or_far_ahead_are_refused(ulong height, string reason)
    {
        var bench = new SingleShotBench(First, 1, executed: 2);
        var m = new ConsensusForge(instance: height).Prepared(0, 1, X);
        Assert.Contains(bench.Receive(0, m), e => e is Effect.Note { Trace.Reason: var why } && why == reason);
    }

    [Fact]
    public void Nobody_votes_above_the_window()
    {
        var inside = new SingleShotBench(First, 1, executed: 15);
        Assert.Single(Said(inside.Receive(
            0, new ConsensusForge(instance: 16).Propose(0, 1, SingleShotBench.ValueAt(16)))));

        var above = new SingleShotBench(First, 1, executed: 16);
        Assert.Empty(Said(above.Receive(
            0, new ConsensusForge(instance: 17).Propose(0, 1, SingleShotBench.ValueAt(17)))));
    }

    [Fact]
    public void Two_proposals_of_a_leader_are_evidence_and_end_its_view_early()
    {
        var bench = new SingleShotBench(First, 1);
        bench.Receive(0, First.Propose(0, 1, X));
        var effects = bench.Receive(0, First.Propose(0, 1, SingleShotBench.ValueAt(1, 2)));
        Assert.Single(effects.OfType<Internal.Accuse>());
        Assert.Equal(new View(2), Said(effects).OfType<Wish>().Single().View);
    }

    [Fact]
    public void E6_a_value_that_is_no_block_of_the_height_ends_the_view_of_its_leader_early()
    {
        var bench = new SingleShotBench(First, 1);
        var effects = bench.Receive(0, First.Propose(0, 1, Y));
        Assert.Single(effects.OfType<Internal.ProposedVoid>());
        Assert.IsType<Wish>(Assert.Single(Said(effects)));
    }

    [Fact]
    public void E12_tables_stay_full_whatever_is_said()
    {
        var bench = new SingleShotBench(First, 1);
        for (ulong i = 1; i < 3_000; i++)
        {
            var forge = new ConsensusForge(instance: 1 + (i % 9));
            bench.Receive(3, forge.Prepared(3, i, X));
            bench.Receive(3, forge.Committed(3, i, X));
        }

        Assert.All(bench.Gauges, g => Assert.InRange(g.Held, 0, g.Bound));
    }

    private static readonly List<Record> PreparedRecords = [];

    /// <summary>One that is prepared in view 1 of the first instance.</summary>
    private static SingleShotBench PreparedBench(int self)
    {
        var bench = new SingleShotBench(First, self);
        PreparedRecords.Clear();
        PreparedRecords.AddRange(Records(bench.Receive(0, First.Propose(0, 1, X))));
        PreparedRecords.AddRange(Records(bench.Receive(0, First.Prepared(0, 1, X))));
        PreparedRecords.AddRange(Records(bench.Receive(3, First.Prepared(3, 1, X))));
        return bench;
    }

    /// <summary>Two others wish for a view; with the echo that is a quorum.</summary>
    private static IReadOnlyList<Effect> Enter(SingleShotBench bench, ulong view)
    {
        var others = Enumerable.Range(0, 4).Where(i => i != bench.Self).Take(2).ToArray();
        bench.Receive(others[0], First.Wish(others[0], view, 0));
        var effects = bench.Receive(others[1], First.Wish(others[1], view, 0));
        Assert.Equal(new View(view), bench.Status.View);
        return effects;
    }

    private static IReadOnlyList<Statement> Said(IReadOnlyList<Effect> effects) =>
        [.. effects.OfType<Effect.Sign>().Select(s => s.Statement)];

    private static IReadOnlyList<Record> Records(IReadOnlyList<Effect> effects) =>
        [.. effects.OfType<Effect.Persist>().Select(p => p.Record)];

    /// <summary>Records and statements in the order in which they stand in the outbox.</summary>
    private static IEnumerable<string> Order(IReadOnlyList<Effect> effects) =>
        effects.Select(effect => effect switch
        {
            Effect.Persist { Record: PromiseRecord promise } => "Promise " + promise.Statement.GetType().Name,
            Effect.Persist { Record: var record } => record.GetType().Name,
            Effect.Sign { Statement: var said } => said.GetType().Name,
            _ => string.Empty,
        }).Where(name => name.Length > 0);
}
