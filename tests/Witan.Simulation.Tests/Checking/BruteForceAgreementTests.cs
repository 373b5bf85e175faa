using Witan.Simulation.Chance;
using Witan.Simulation.Checking.Linearizability;
using Xunit;

namespace Witan.Simulation.Tests.Checking;

/// <summary>The search says of thousands of small histories, good and bad, what trying every order says.</summary>
public sealed class BruteForceAgreementTests
{
    [Fact]
    public void Random_histories_of_a_register_get_the_verdict_of_brute_force() =>
        Agree(2_000, 7, new RegisterModel(), () => new PlainRegister(), Draws.Register,
            (result, dice) => result + dice.Between(-10, 10));

    [Fact]
    public void Random_histories_of_a_counter_get_the_verdict_of_brute_force() =>
        Agree(2_000, 7, new CounterModel(), () => new PlainCounter(), Draws.Counter,
            (result, dice) => result + dice.Between(-2, 2));

    [Fact]
    public void Random_histories_of_one_key_get_the_verdict_of_brute_force() =>
        Agree(2_000, 6, new KvModel(), () => new PlainRegistry(false), Draws.Registry(1), Spoil);

    [Fact]
    public void Random_histories_of_three_keys_with_ranges_and_transactions_get_the_verdict_of_brute_force() =>
        Agree(2_000, 7, new KvModel(), () => new PlainRegistry(false), Draws.Registry(3), Spoil);

    [Fact]
    public void Histories_of_eight_operations_get_the_verdict_of_brute_force() =>
        Agree(60, 8, new KvModel(), () => new PlainRegistry(false), Draws.Registry(2), Spoil);

    private static void Agree<TState, TOperation, TResult>(
        int histories, int most, IModel<TState, TOperation, TResult> model,
        Func<ISequentialObject<TOperation, TResult>> create, Func<Dice, int, TOperation> draw,
        Func<TResult, Dice, TResult> spoil)
        where TState : IEquatable<TState>
    {
        var checker = new LinearizabilityChecker<TState, TOperation, TResult>(model);
        int good = 0, bad = 0;
        for (var seed = 0; seed < histories; seed++)
        {
            var dice = new Dice((ulong)seed, "histories");
            var workload = new Workload<TOperation, TResult>(dice, draw) { UnansweredPercent = 25 };
            var count = histories < 100 ? most : (int)dice.Between(2, most);
            var history = workload.Run(count, (int)dice.Between(1, 4), create()).History;
            if (seed % 3 != 0) SpoilOne(history, dice, spoil);

            var expected = BruteForce<TOperation, TResult>.IsLinearizable(history, create);
            var report = checker.Check(history);

            if (expected) good++;
            else bad++;
            Assert.True(report.Verdict == (expected ? CheckVerdict.Linearizable : CheckVerdict.NotLinearizable),
                $"seed {seed}: brute force says {expected}, the checker {report.Text}");
        }

        Assert.True(good > histories / 4 && bad > histories / 10, $"one-sided: {good} good, {bad} bad");
    }

    private static void SpoilOne<TOperation, TResult>(
        List<HistoryEntry<TOperation, TResult>> history, Dice dice, Func<TResult, Dice, TResult> spoil)
    {
        var at = (int)dice.Below(history.Count);
        var entry = history[at];
        if (!entry.IsAnswered) return;
        history[at] = HistoryEntry<TOperation, TResult>.Answered(entry.Client, entry.Operation, entry.CalledAt,
            entry.ReturnedAt, spoil(entry.Outcome.Result, dice));
    }

    private static KvAnswer Spoil(KvAnswer answer, Dice dice) => answer switch
    {
        KvAnswer.Found { Entries.Count: 0 } => new KvAnswer.Found([new KvEntry("k00", "1", 1)]),
        KvAnswer.Found found when dice.Chance(0.3) => found with { Entries = [.. found.Entries.Skip(1)] },
        KvAnswer.Found found when dice.Chance(0.5) => found with
        {
            Entries = [found.Entries[0] with { Version = 1 + dice.Below(3) }, .. found.Entries.Skip(1)],
        },
        KvAnswer.Found found => found with
        {
            Entries = [found.Entries[0] with { Value = "2" }, .. found.Entries.Skip(1)],
        },
        KvAnswer.Deleted deleted => deleted with { Count = 1 - deleted.Count },
        KvAnswer.Chosen chosen when chosen.Answers.Count == 2 => chosen with
        {
            Answers = [chosen.Answers[0], Spoil(chosen.Answers[1], dice)],
        },
        KvAnswer.Chosen { Answers.Count: 0 } => new KvAnswer.Chosen(true, [new KvAnswer.Written()]),
        _ => answer,
    };
}
