using Witan.Simulation.Chance;
using Witan.Simulation.Checking.Linearizability;

namespace Witan.Simulation.Tests.Checking;

/// <summary>
/// Concurrent clients on one sequential object: each operation takes effect at one moment between its call and its
/// answer, so what comes out is linearizable; some operations get no answer and take effect late or never.
/// </summary>
internal sealed class Workload<TOperation, TResult>(Dice dice, Func<Dice, int, TOperation> draw)
{
    /// <summary>How many of a hundred operations get no answer.</summary>
    public int UnansweredPercent { get; init; } = 10;

    /// <summary>How often an unanswered operation never took effect, of a hundred.</summary>
    public int LostPercent { get; init; } = 50;

    public (List<HistoryEntry<TOperation, TResult>> History, List<SequencedEntry<TOperation, TResult>> Sequenced) Run(
        int operations, int clients, ISequentialObject<TOperation, TResult> target)
    {
        var planned = new List<Plan>();
        var free = new long[clients];
        for (var i = 0; i < operations; i++)
        {
            var client = i % clients;
            var calledAt = free[client] + dice.Below(20);
            var effectAt = calledAt + dice.Below(30);
            var returnedAt = effectAt + dice.Below(30);
            free[client] = returnedAt + 1;
            var answered = dice.Below(100) >= UnansweredPercent;
            if (!answered) effectAt = dice.Below(100) < LostPercent ? long.MaxValue : effectAt + dice.Below(200);
            planned.Add(new Plan(client, draw(dice, i), calledAt, effectAt, returnedAt, answered));
        }

        var results = new TResult[operations];
        var slots = new OrderPosition?[operations];
        var height = 0L;
        foreach (var i in Enumerable.Range(0, operations).Where(i => planned[i].EffectAt != long.MaxValue)
            .OrderBy(i => planned[i].EffectAt).ThenBy(i => i))
        {
            results[i] = target.Apply(planned[i].Operation);
            slots[i] = new OrderPosition(height++, 0);
        }

        var history = planned.Select((p, i) => p.Answered
            ? HistoryEntry<TOperation, TResult>.Answered(p.Client, p.Operation, p.CalledAt, p.ReturnedAt, results[i])
            : HistoryEntry<TOperation, TResult>.Unanswered(p.Client, p.Operation, p.CalledAt)).ToList();
        return (history, [.. history.Select((e, i) => new SequencedEntry<TOperation, TResult>(e, slots[i]))]);
    }

    private sealed record Plan(
        int Client, TOperation Operation, long CalledAt, long EffectAt, long ReturnedAt, bool Answered);
}
