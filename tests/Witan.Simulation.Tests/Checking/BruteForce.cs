using Witan.Simulation.Checking.Linearizability;

namespace Witan.Simulation.Tests.Checking;

/// <summary>
/// The definition of linearizability, tried out: every order of every choice of operations that has all answered ones,
/// checked pair by pair against real time and then replayed on an object that shares no code with the models.
/// </summary>
internal sealed class BruteForce<TOperation, TResult>
{
    private readonly Func<ISequentialObject<TOperation, TResult>> _create;
    private readonly IReadOnlyList<HistoryEntry<TOperation, TResult>> _history;

    private BruteForce(
        IReadOnlyList<HistoryEntry<TOperation, TResult>> history, Func<ISequentialObject<TOperation, TResult>> create)
    {
        _history = history;
        _create = create;
    }

    public static bool IsLinearizable(
        IReadOnlyList<HistoryEntry<TOperation, TResult>> history, Func<ISequentialObject<TOperation, TResult>> create)
    {
        Assert(history.Count <= 8);
        var force = new BruteForce<TOperation, TResult>(history, create);
        for (var chosen = 0; chosen < 1 << history.Count; chosen++)
        {
            var all = Enumerable.Range(0, history.Count).ToList();
            if (all.Any(i => history[i].IsAnswered && (chosen >> i & 1) == 0)) continue;
            if (force.AnyOrder([.. all.Where(i => (chosen >> i & 1) == 1)], 0)) return true;
        }

        return false;
    }

    private static void Assert(bool holds)
    {
        if (!holds) throw new ArgumentException("too long for brute force");
    }

    private bool AnyOrder(int[] order, int fixedCount)
    {
        if (fixedCount == order.Length) return RespectsRealTime(order) && Explains(order);
        for (var i = fixedCount; i < order.Length; i++)
        {
            (order[fixedCount], order[i]) = (order[i], order[fixedCount]);
            if (AnyOrder(order, fixedCount + 1)) return true;
            (order[fixedCount], order[i]) = (order[i], order[fixedCount]);
        }

        return false;
    }

    private bool RespectsRealTime(int[] order)
    {
        for (var i = 0; i < order.Length; i++)
        {
            for (var j = i + 1; j < order.Length; j++)
            {
                if (_history[order[j]].ReturnedAt < _history[order[i]].CalledAt) return false;
            }
        }

        return true;
    }

    private bool Explains(int[] order)
    {
        var replay = _create();
        foreach (var i in order)
        {
            var result = replay.Apply(_history[i].Operation);
            if (_history[i].IsAnswered && !replay.Same(result, _history[i].Outcome.Result)) return false;
        }

        return true;
    }
}
