using System.Globalization;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>
/// Decides linearizability where the order is known, as it is in a simulation: the log must respect real time, and
/// replaying it must give the answers that clients got. Costs O(m log m) and no budget.
/// </summary>
public sealed class CommitOrderChecker<TState, TOperation, TResult>
    where TState : IEquatable<TState>
{
    private readonly IModel<TState, TOperation, TResult> _model;

    public CommitOrderChecker(IModel<TState, TOperation, TResult> model) => _model = model;

    /// <summary>The first violation, or null.</summary>
    /// <param name="entries">In any order; all operations that were executed must be among them.</param>
    public OrderViolation? Check(IReadOnlyList<SequencedEntry<TOperation, TResult>> entries)
    {
        var placed = new List<int>();
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Slot is not null) placed.Add(i);
            else if (entries[i].Entry.IsAnswered) return Missing(entries[i].Entry, i);
        }

        placed.Sort((a, b) => Compare(entries, a, b));
        return SharedPosition(entries, placed) ?? RealTime(entries, placed) ?? Replay(entries, placed);
    }

    private static int Compare(IReadOnlyList<SequencedEntry<TOperation, TResult>> entries, int a, int b)
    {
        var bySlot = entries[a].Slot!.Value.CompareTo(entries[b].Slot!.Value);
        return bySlot != 0 ? bySlot : a.CompareTo(b);
    }

    private OrderViolation Missing(HistoryEntry<TOperation, TResult> entry, int index) =>
        new(OrderFault.Missing, index, null, $"answered, but nowhere in the order: {Text(entry)}");

    private OrderViolation? SharedPosition(
        IReadOnlyList<SequencedEntry<TOperation, TResult>> entries, List<int> placed)
    {
        for (var i = 1; i < placed.Count; i++)
        {
            var (x, y) = (entries[placed[i - 1]], entries[placed[i]]);
            if (x.Slot != y.Slot || (IsRead(x) && IsRead(y))) continue;
            return new OrderViolation(OrderFault.SharedPosition, placed[i], placed[i - 1],
                $"two operations stand at {x.Slot}: {Text(x.Entry)} and {Text(y.Entry)}");
        }

        return null;
    }

    private OrderViolation? RealTime(IReadOnlyList<SequencedEntry<TOperation, TResult>> entries, List<int> placed)
    {
        var ordered = placed.ConvertAll(i => new OrderedOperation(
            entries[i].Entry.Client, entries[i].Entry.CalledAt, entries[i].Entry.ReturnedAt,
            entries[i].Slot!.Value, IsRead(entries[i])));
        return RealTimeOrder.Check(ordered) is { } violation
            ? violation with { Operation = placed[violation.Operation], Other = placed[violation.Other!.Value] }
            : null;
    }

    private OrderViolation? Replay(IReadOnlyList<SequencedEntry<TOperation, TResult>> entries, List<int> placed)
    {
        foreach (var part in KeyPartition.Of(_model, placed.ConvertAll(i => entries[i].Entry.Operation)))
        {
            List<TState> states = [_model.Initial], next = [];
            foreach (var index in part)
            {
                var entry = entries[placed[index]].Entry;
                next.Clear();
                foreach (var state in states) _model.Step(state, entry.Operation, entry.Outcome, next);
                if (next.Count == 0) return WrongResult(entries[placed[index]], placed[index], states[0]);
                RemoveDuplicates(next);
                (states, next) = (next, states);
            }
        }

        return null;
    }

    /// <summary>There are more states than one only where an answer is missing, and then few.</summary>
    private static void RemoveDuplicates(List<TState> states)
    {
        for (var i = states.Count - 1; i > 0; i--)
        {
            if (states.IndexOf(states[i]) < i) states.RemoveAt(i);
        }
    }

    private OrderViolation WrongResult(SequencedEntry<TOperation, TResult> entry, int index, TState state) =>
        new(OrderFault.WrongResult, index, null, string.Create(CultureInfo.InvariantCulture,
            $"at {entry.Slot} the replay has {_model.Describe(state)}, which does not answer {Text(entry.Entry)}"));

    private bool IsRead(SequencedEntry<TOperation, TResult> entry) => _model.IsReadOnly(entry.Entry.Operation);

    private string Text(HistoryEntry<TOperation, TResult> entry) => string.Create(CultureInfo.InvariantCulture,
        $"c{entry.Client} {_model.Describe(entry.Operation, entry.Outcome)}");
}
