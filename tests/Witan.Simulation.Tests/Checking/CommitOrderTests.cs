using Witan.Simulation.Chance;
using Witan.Simulation.Checking.Linearizability;
using Xunit;

namespace Witan.Simulation.Tests.Checking;

using Entry = HistoryEntry<KvOperation, KvAnswer>;
using Sequenced = SequencedEntry<KvOperation, KvAnswer>;

public sealed class CommitOrderTests
{
    private static readonly CommitOrderChecker<KvState, KvOperation, KvAnswer> Checker = new(new KvModel());

    [Fact]
    public void A_log_in_the_order_of_effects_passes()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            Assert.Null(Checker.Check(LinearizabilityCheckerTests.Run(seed, 2_000, 20, 8).Sequenced));
            var mixed = new Workload<KvOperation, KvAnswer>(new Dice(seed, "mixed"), Draws.Registry(6));
            Assert.Null(Checker.Check(mixed.Run(500, 6, new PlainRegistry(tellsRevisions: true)).Sequenced));
        }
    }

    [Fact]
    public void An_answered_operation_that_stands_nowhere_in_the_log_is_found()
    {
        var log = LinearizabilityCheckerTests.Run(1, 100, 3, 4).Sequenced;
        var victim = log.FindIndex(e => e.Entry.IsAnswered);
        log[victim] = log[victim] with { Slot = null };

        Assert.Equal((OrderFault.Missing, victim), Faulty(log));
    }

    [Fact]
    public void An_operation_with_a_wrong_answer_is_found_by_the_replay()
    {
        var (history, log) = LinearizabilityCheckerTests.Run(1, 500, 5, 4);
        var stale = LinearizabilityCheckerTests.PlantStaleRead(history);
        log[stale] = log[stale] with { Entry = history[stale] };

        Assert.Equal((OrderFault.WrongResult, stale), Faulty(log));
    }

    [Fact]
    public void A_log_that_turns_two_operations_round_which_real_time_orders_is_found()
    {
        Assert.Equal((OrderFault.RealTime, 1), Faulty([Put("a", 0, 10, slot: 5), Put("b", 20, 30, slot: 4)]));
        Assert.Null(Checker.Check([Put("a", 0, 20, slot: 5), Put("b", 20, 30, slot: 4)]));
    }

    [Fact]
    public void An_unanswered_operation_must_not_stand_before_what_returned_before_its_call()
    {
        var lost = new Sequenced(Entry.Unanswered(1, new KvOperation.Put("b", "1"), 20), new OrderPosition(4, 0));

        Assert.Equal((OrderFault.RealTime, 1), Faulty([Put("a", 0, 10, slot: 5), lost]));
        Assert.Null(Checker.Check([Put("a", 0, 10, slot: 3), lost]));
        Assert.Null(Checker.Check([Put("a", 30, 40, slot: 5), lost]));
        Assert.Null(Checker.Check([Put("a", 30, 40, slot: 3), lost]));
    }

    [Fact]
    public void Two_operations_in_one_slot_are_found() =>
        Assert.Equal((OrderFault.SharedPosition, 1), Faulty([Put("a", 0, 10, slot: 5), Put("b", 0, 10, slot: 5)]));

    [Fact]
    public void Reads_that_saw_one_height_share_it_and_stand_after_all_of_it()
    {
        Assert.Null(Checker.Check(
            [Put("a", 0, 10, slot: 5), Get("a", 20, 30, height: 5), Get("a", 40, 50, height: 5)]));
        Assert.Equal((OrderFault.RealTime, 1), Faulty([Put("b", 0, 10, slot: 5), Get("a", 20, 30, height: 4)]));
        Assert.Equal((OrderFault.RealTime, 1), Faulty([Nothing("a", 0, 10, height: 5), Put("b", 20, 30, slot: 5)]));
    }

    [Fact]
    public void Random_slots_get_the_verdict_of_comparing_every_pair()
    {
        for (ulong seed = 0; seed < 2_000; seed++)
        {
            var dice = new Dice(seed, "slots");
            var operations = Enumerable.Range(0, (int)dice.Between(2, 12)).Select(i =>
            {
                var calledAt = dice.Below(40);
                return new OrderedOperation(i % 3, calledAt, calledAt + dice.Below(20),
                    new OrderPosition(dice.Between(calledAt / 8, (calledAt / 8) + 3), 0), dice.Chance(0.4));
            }).ToArray();

            Assert.Equal(AllPairs(operations, (_, _) => true), RealTimeOrder.Check(operations) is null);
            Assert.Equal(AllPairs(operations, (x, y) => x.IsRead && y.IsRead && x.Client == y.Client),
                RealTimeOrder.CheckMonotonicReads(operations) is null);
        }
    }

    [Fact]
    public void A_session_that_reads_an_older_state_after_a_newer_is_found_and_two_sessions_are_not_compared()
    {
        OrderedOperation[] back = [Read(0, 0, 10, 7), Read(1, 15, 16, 3), Read(0, 20, 30, 6)];
        OrderedOperation[] apart = [Read(0, 0, 10, 7), Read(1, 20, 30, 6), Read(0, 40, 50, 7)];

        var violation = RealTimeOrder.CheckMonotonicReads(back);

        Assert.Equal((OrderFault.WentBack, 2, (int?)0), (violation!.Fault, violation.Operation, violation.Other));
        Assert.Equal("c0's operation called at 20 us stands at 6.0, not after 7.0, "
            + "where c0's operation stands that returned at 10 us", violation.Text);
        Assert.Null(RealTimeOrder.CheckMonotonicReads(apart));
    }

    private static OrderedOperation Read(int client, long from, long to, long revision) =>
        new(client, from, to, new OrderPosition(revision, 0), IsRead: true);

    private static bool AllPairs(
        OrderedOperation[] operations, Func<OrderedOperation, OrderedOperation, bool> compared) =>
        operations.All(x => operations.All(y =>
            x.ReturnedAt >= y.CalledAt || !compared(x, y)
            || x.Position.Major < y.Position.Major || (y.IsRead && x.Position.Major == y.Position.Major)));

    private static (OrderFault, int) Faulty(IReadOnlyList<Sequenced> log)
    {
        var violation = Checker.Check(log);
        Assert.NotNull(violation);
        return (violation.Fault, violation.Operation);
    }

    private static Sequenced Put(string key, long from, long to, long slot) =>
        new(Entry.Answered(0, new KvOperation.Put(key, "1"), from, to, new KvAnswer.Written()), new(slot, 0));

    private static Sequenced Get(string key, long from, long to, long height) =>
        new(Entry.Answered(1, new KvOperation.Get(key), from, to, new KvAnswer.Found([new KvEntry(key, "1", 1)])),
            OrderPosition.AfterAllOf(height));

    private static Sequenced Nothing(string key, long from, long to, long height) =>
        new(Entry.Answered(1, new KvOperation.Get(key), from, to, KvAnswer.Found.Nothing),
            OrderPosition.AfterAllOf(height));
}
