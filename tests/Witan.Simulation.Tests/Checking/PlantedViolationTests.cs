using Witan.Simulation.Checking.Linearizability;
using Xunit;

namespace Witan.Simulation.Tests.Checking;

using Entry = HistoryEntry<KvOperation, KvAnswer>;

/// <summary>Violations as a broken replica would make them, and their lawful neighbours.</summary>
public sealed class PlantedViolationTests
{
    [Fact]
    public void A_read_that_began_after_a_write_was_answered_and_misses_it_is_found()
    {
        var report = Check(
            Put(0, "a", "1", 0, 10), Put(0, "a", "2", 20, 30),
            Get(1, "a", "1", 40, 50));

        Assert.Equal(CheckVerdict.NotLinearizable, report.Verdict);
        Assert.Equal([0, 1], report.LongestPrefix);
        Assert.Equal(2, report.Blocked);
    }

    [Fact]
    public void A_read_that_overlaps_a_write_may_miss_it() =>
        Passes(Put(0, "a", "1", 0, 10), Put(0, "a", "2", 20, 45), Get(1, "a", "1", 40, 50));

    [Fact]
    public void A_read_that_is_called_at_the_very_moment_of_a_write_s_return_overlaps_it() =>
        Passes(Put(0, "a", "1", 0, 10), Put(0, "a", "2", 20, 40), Get(1, "a", "1", 40, 50));

    [Fact]
    public void Two_reads_in_a_row_that_see_new_and_then_old_are_found() =>
        Fails(Put(0, "a", "1", 0, 10), Put(0, "a", "2", 20, 100), Get(1, "a", "2", 30, 40), Get(2, "a", "1", 50, 60));

    [Fact]
    public void An_acknowledged_write_that_nobody_sees_any_more_is_found() =>
        Fails(Put(0, "a", "1", 0, 10), Nothing(1, "a", 20, 30));

    [Fact]
    public void An_unanswered_write_may_be_seen_or_not_or_late()
    {
        Passes(Lost(0, "a", "1", 0), Nothing(1, "a", 20, 30));
        Passes(Lost(0, "a", "1", 0), Get(1, "a", "1", 20, 30));
        Passes(Lost(0, "a", "1", 0), Nothing(1, "a", 20, 30), Get(1, "a", "1", 40, 50));
    }

    [Fact]
    public void An_unanswered_write_that_was_seen_and_is_gone_again_is_found() =>
        Fails(Lost(0, "a", "1", 0), Get(1, "a", "1", 20, 30), Nothing(1, "a", 40, 50));

    [Fact]
    public void An_unanswered_write_that_is_seen_before_its_call_is_found() =>
        Fails(Get(1, "a", "1", 0, 10), Lost(0, "a", "1", 20));

    [Fact]
    public void A_put_that_was_applied_twice_shows_in_the_version() =>
        Fails(Put(0, "a", "1", 0, 10), Read(1, new KvEntry("a", "1", Version: 2), 20, 30));

    [Fact]
    public void An_addition_that_was_applied_twice_shows_in_the_number()
    {
        var report = new LinearizabilityChecker<long, CounterOperation, long>(new CounterModel()).Check(
        [
            HistoryEntry<CounterOperation, long>.Answered(0, CounterOperation.Add(5), 0, 10, 5),
            HistoryEntry<CounterOperation, long>.Answered(0, CounterOperation.Read, 20, 30, 10),
        ]);

        Assert.Equal(CheckVerdict.NotLinearizable, report.Verdict);
    }

    [Fact]
    public void Two_writes_whose_order_two_readers_see_differently_are_found() =>
        Fails(
            Put(0, "a", "1", 0, 100), Put(1, "a", "2", 0, 100),
            Get(2, "a", "1", 10, 20), Get(2, "a", "2", 30, 40),
            Get(3, "a", "2", 10, 20), Get(3, "a", "1", 30, 40));

    [Fact]
    public void A_transaction_that_two_keys_show_in_halves_is_found()
    {
        var txn = new KvOperation.Txn([], [new KvOperation.Put("a", "1"), new KvOperation.Put("b", "1")], []);
        Entry both = Entry.Answered(
            0, txn, 0, 100, new KvAnswer.Chosen(true, [new KvAnswer.Written(), new KvAnswer.Written()]));

        Passes(both, Get(1, "a", "1", 10, 20), Get(1, "b", "1", 30, 40));
        Fails(both, Get(1, "a", "1", 10, 20), Nothing(1, "b", 30, 40));
    }

    [Fact]
    public void A_compare_and_put_that_won_twice_on_one_version_is_found()
    {
        var won = new KvAnswer.Chosen(true, [new KvAnswer.Written()]);
        var first = KvOperation.Txn.CompareAndPut(KvCondition.OnVersion("a", KvRelation.Equal, 0), "1");
        var second = KvOperation.Txn.CompareAndPut(KvCondition.OnVersion("a", KvRelation.Equal, 0), "2");

        Fails(Entry.Answered(0, first, 0, 50, won), Entry.Answered(1, second, 0, 50, won));
        Passes(
            Entry.Answered(0, first, 0, 50, won),
            Entry.Answered(1, second, 0, 50, new KvAnswer.Chosen(false, [])));
    }

    [Fact]
    public void A_range_that_mixes_two_states_is_found()
    {
        Entry range = Entry.Answered(2, new KvOperation.Range("a", "c"), 40, 60,
            new KvAnswer.Found([new KvEntry("a", "1"), new KvEntry("b", "2")]));

        Fails(
            Put(0, "a", "1", 0, 5), Put(0, "b", "1", 10, 15),
            Put(0, "a", "2", 20, 25), Put(0, "b", "2", 45, 50), range);
    }

    [Fact]
    public void A_mod_revision_that_is_not_the_put_s_is_found()
    {
        Entry put = Entry.Answered(0, new KvOperation.Put("a", "1"), 0, 10, new KvAnswer.Written(Revision: 7));

        Passes(put, Read(1, new KvEntry("a", "1", 1, ModRevision: 7), 20, 30));
        Fails(put, Read(1, new KvEntry("a", "1", 1, ModRevision: 6), 20, 30));
    }

    [Fact]
    public void An_unanswered_put_has_one_mod_revision_and_not_two()
    {
        Entry first = Read(1, new KvEntry("a", "1", 1, ModRevision: 6), 20, 30);

        Passes(Lost(0, "a", "1", 0), first, Read(1, new KvEntry("a", "1", 1, ModRevision: 6), 40, 50));
        Fails(Lost(0, "a", "1", 0), first, Read(1, new KvEntry("a", "1", 1, ModRevision: 8), 40, 50));
    }

    [Fact]
    public void A_condition_on_a_revision_that_nobody_saw_may_hold_or_not_and_then_it_is_known()
    {
        var txn = KvOperation.Txn.CompareAndPut(KvCondition.OnModRevision("a", KvRelation.Equal, 6), "2");
        Entry won = Entry.Answered(1, txn, 20, 30, new KvAnswer.Chosen(true, [new KvAnswer.Written()], 9));
        Entry lost = Entry.Answered(1, txn, 20, 30, new KvAnswer.Chosen(false, []));

        Passes(Lost(0, "a", "1", 0), won, Read(1, new KvEntry("a", "2", 2, ModRevision: 9), 40, 50));
        Passes(Lost(0, "a", "1", 0), lost, Read(1, new KvEntry("a", "1", 1, ModRevision: 8), 40, 50));
        Fails(Lost(0, "a", "1", 0), won, Read(1, new KvEntry("a", "2", 1, ModRevision: 9), 40, 50));
    }

    [Fact]
    public void A_value_that_looks_like_the_name_of_nameless_values_is_still_told_from_them()
    {
        const string Odd = "(a value that nobody saw)";

        Passes(Lost(0, "a", "1", 0), Lost(1, "a", Odd, 0), Get(2, "a", Odd, 20, 30));
        Fails(Lost(0, "a", "1", 0), Lost(1, "a", "2", 0), Get(2, "a", Odd, 20, 30));
    }

    [Fact]
    public void The_report_tells_people_the_order_that_got_furthest_and_what_is_stuck()
    {
        var report = Check(
            Put(0, "a", "1", 0, 10), Lost(2, "a", "3", 15), Put(0, "a", "2", 20, 30), Get(1, "a", "1", 40, 50));

        Assert.Equal(
            """
            not linearizable: 2 of 4 operations on these keys have an order
                 1. c0  0 .. 10 us  put(a, 1) -> ok
                 2. c0  20 .. 30 us  put(a, 2) -> ok
              then: a=2 v2
              next must come, and cannot:
                    c1  40 .. 50 us  get(a) -> a=1
              nor does it help to put one of these before it:
                    c2  15 .. never us  put(a, 3) -> ?

            """.ReplaceLineEndings("\n"),
            report.Text);
    }

    private static LinearizabilityReport Check(params Entry[] history) =>
        new LinearizabilityChecker<KvState, KvOperation, KvAnswer>(new KvModel()).Check(history);

    private static void Passes(params Entry[] history)
    {
        var report = Check(history);
        Assert.True(report.Verdict == CheckVerdict.Linearizable, report.Text);
    }

    private static void Fails(params Entry[] history) =>
        Assert.Equal(CheckVerdict.NotLinearizable, Check(history).Verdict);

    private static Entry Put(int client, string key, string value, long from, long to) =>
        Entry.Answered(client, new KvOperation.Put(key, value), from, to, new KvAnswer.Written());

    private static Entry Lost(int client, string key, string value, long from) =>
        Entry.Unanswered(client, new KvOperation.Put(key, value), from);

    private static Entry Get(int client, string key, string value, long from, long to) =>
        Read(client, new KvEntry(key, value), from, to);

    private static Entry Read(int client, KvEntry entry, long from, long to) =>
        Entry.Answered(client, new KvOperation.Get(entry.Key), from, to, new KvAnswer.Found([entry]));

    private static Entry Nothing(int client, string key, long from, long to) =>
        Entry.Answered(client, new KvOperation.Get(key), from, to, KvAnswer.Found.Nothing);
}
