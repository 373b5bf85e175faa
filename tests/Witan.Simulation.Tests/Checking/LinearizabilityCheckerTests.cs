using Witan.Simulation.Chance;
using Witan.Simulation.Checking.Linearizability;
using Xunit;

namespace Witan.Simulation.Tests.Checking;

using Entry = HistoryEntry<KvOperation, KvAnswer>;

public sealed class LinearizabilityCheckerTests
{
    private static readonly LinearizabilityChecker<KvState, KvOperation, KvAnswer> Checker = new(new KvModel());

    [Fact]
    public void Large_good_histories_with_revisions_pass()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var report = Checker.Check(Run(seed, 2_000, 20, 8).History);

            Assert.True(report.Verdict == CheckVerdict.Linearizable, report.Text);
            Assert.Equal(20, report.Parts);
        }
    }

    [Fact]
    public void Two_thousand_operations_of_eight_clients_on_twenty_keys_take_few_steps()
    {
        // Counted, not timed: the count is the same on a busy machine.
        var report = Checker.Check(Run(1, 2_000, 20, 8).History);

        Assert.InRange(report.Steps, 1_500, 20_000);
    }

    [Fact]
    public void Two_thousand_operations_of_eight_clients_on_one_key_are_decided_within_the_budget()
    {
        var report = Checker.Check(Run(1, 2_000, 1, 8).History);

        Assert.True(report.Verdict == CheckVerdict.Linearizable, report.Text);
    }

    [Fact]
    public void One_stale_read_in_two_thousand_operations_is_found_and_named()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var history = Run(seed, 2_000, 20, 8).History;
            var stale = PlantStaleRead(history);

            var report = Checker.Check(history);

            Assert.Equal(CheckVerdict.NotLinearizable, report.Verdict);
            Assert.Contains(history[stale].Operation.ToString(), report.Text, StringComparison.Ordinal);
            Assert.Equal(((KvOperation.Get)history[stale].Operation).Key, KeyOf(history[report.Blocked!.Value]));
        }
    }

    [Fact]
    public void Keys_that_a_range_or_a_transaction_joins_are_one_part_and_others_are_not()
    {
        var put = (string key) =>
            Entry.Answered(0, new KvOperation.Put(key, "1"), 0, 10, new KvAnswer.Written());
        var joined = Entry.Answered(1, new KvOperation.Range("b", "d"), 0, 10,
            new KvAnswer.Found([new KvEntry("b", "1"), new KvEntry("c", "1")]));
        var whole = Entry.Answered(1, new KvOperation.Range("", null), 20, 30, new KvAnswer.Found(
            [new KvEntry("a", "1"), new KvEntry("b", "1"), new KvEntry("c", "1"), new KvEntry("d", "1")]));
        Entry[] puts = [put("a"), put("b"), put("c"), put("d")];

        Assert.Equal(4, Checker.Check(puts).Parts);
        Assert.Equal(3, Checker.Check([.. puts, joined]).Parts);
        Assert.Equal(1, Checker.Check([.. puts, whole]).Parts);
    }

    [Fact]
    public void A_search_without_budget_says_that_it_does_not_know()
    {
        var history = Run(1, 200, 1, 8).History;

        var few = new LinearizabilityChecker<KvState, KvOperation, KvAnswer>(
            new KvModel(), CheckBudget.Default with { Steps = 50 }).Check(history);
        var small = new LinearizabilityChecker<KvState, KvOperation, KvAnswer>(
            new KvModel(), CheckBudget.Default with { CacheBytes = 1_000 }).Check(history);

        Assert.Equal((CheckVerdict.Unknown, 50L), (few.Verdict, few.Steps));
        Assert.Equal(CheckVerdict.Unknown, small.Verdict);
    }

    [Fact]
    public void A_violation_in_a_small_part_is_found_although_a_large_part_uses_up_the_budget()
    {
        var history = Run(1, 200, 1, 8).History;
        history.Add(Entry.Answered(0, new KvOperation.Get("z"), 0, 10, new KvAnswer.Found([new KvEntry("z", "1")])));

        var report = new LinearizabilityChecker<KvState, KvOperation, KvAnswer>(
            new KvModel(), CheckBudget.Default with { Steps = 50 }).Check(history);

        Assert.Equal(CheckVerdict.NotLinearizable, report.Verdict);
    }

    [Fact]
    public void Twelve_unanswered_writes_of_a_key_do_not_blow_up_a_search_that_fails_where_reads_tell_versions()
    {
        var history = Enumerable.Range(0, 12)
            .Select(i => Entry.Unanswered(i, new KvOperation.Put("a", "lost" + Draws.Key(i)), 0)).ToList();
        for (var i = 0; i < 50; i++)
        {
            var put = new KvOperation.Put("a", "x");
            var read = new KvEntry("a", i == 49 ? "never written" : "x", Version: i + 1);
            history.Add(Entry.Answered(20, put, 100 * i, (100 * i) + 10, new KvAnswer.Written()));
            history.Add(Entry.Answered(
                20, new KvOperation.Get("a"), (100 * i) + 20, (100 * i) + 30, new KvAnswer.Found([read])));
        }

        Assert.Equal(CheckVerdict.NotLinearizable, Checker.Check(history).Verdict);
    }

    [Fact]
    public void Read_only_operations_without_an_answer_say_nothing()
    {
        var history = new List<Entry> { Entry.Unanswered(0, new KvOperation.Get("a"), 0) };

        Assert.Equal((CheckVerdict.Linearizable, 0), (Checker.Check(history).Verdict, Checker.Check(history).Parts));
    }

    internal static (List<Entry> History, List<SequencedEntry<KvOperation, KvAnswer>> Sequenced) Run(
        ulong seed, int operations, int keys, int clients) =>
        new Workload<KvOperation, KvAnswer>(new Dice(seed, "large"), Draws.Simple(keys)) { UnansweredPercent = 2 }
            .Run(operations, clients, new PlainRegistry(tellsRevisions: true));

    /// <summary>
    /// The last read that follows an acknowledged put gets what the put before that put wrote.
    /// </summary>
    internal static int PlantStaleRead(List<Entry> history)
    {
        for (var read = history.Count - 1; read >= 0; read--)
        {
            if (history[read] is not { IsAnswered: true, Operation: KvOperation.Get get } entry) continue;
            var puts = history
                .Where(e => e.IsAnswered && e.Operation is KvOperation.Put put && put.Key == get.Key
                    && e.ReturnedAt < entry.CalledAt)
                .OrderBy(e => e.CalledAt).ToList();
            if (puts.Count < 2 || puts[^2].ReturnedAt >= puts[^1].CalledAt) continue;
            var old = ((KvOperation.Put)puts[^2].Operation).Value;
            var stale = new KvAnswer.Found([new KvEntry(get.Key, old, 0, puts[^2].Outcome.Result.Revision)]);
            history[read] = Entry.Answered(entry.Client, get, entry.CalledAt, entry.ReturnedAt, stale);
            return read;
        }

        throw new InvalidOperationException("no read follows two puts");
    }

    private static string KeyOf(Entry entry) => entry.Operation switch
    {
        KvOperation.Get get => get.Key,
        KvOperation.Put put => put.Key,
        KvOperation.Delete delete => delete.Key,
        KvOperation.Txn txn => txn.If[0].Key,
        _ => "",
    };
}
