using System.Globalization;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>Checks a known order against real time: one sweep, O(m log m).</summary>
public static class RealTimeOrder
{
    /// <summary>
    /// For all x that returned before y was called: x stands before y, or at the same position if y is a read.
    /// </summary>
    /// <remarks>Positions may be slots, or the revisions that changes were answered with.</remarks>
    public static OrderViolation? Check(IReadOnlyList<OrderedOperation> operations) =>
        Sweep(operations, All(operations.Count), OrderFault.RealTime);

    /// <summary>The same among the reads of each client: no session goes back.</summary>
    public static OrderViolation? CheckMonotonicReads(IReadOnlyList<OrderedOperation> operations)
    {
        var sessions = new SortedDictionary<int, List<int>>();
        for (var i = 0; i < operations.Count; i++)
        {
            if (!operations[i].IsRead) continue;
            if (!sessions.TryGetValue(operations[i].Client, out var session))
                sessions[operations[i].Client] = session = [];
            session.Add(i);
        }

        foreach (var session in sessions.Values)
        {
            if (Sweep(operations, [.. session], OrderFault.WentBack) is { } violation) return violation;
        }

        return null;
    }

    private static int[] All(int count)
    {
        var all = new int[count];
        for (var i = 0; i < count; i++) all[i] = i;
        return all;
    }

    private static OrderViolation? Sweep(
        IReadOnlyList<OrderedOperation> operations, int[] chosen, OrderFault fault)
    {
        var calls = chosen;
        var returns = (int[])chosen.Clone();
        Sort(calls, i => operations[i].CalledAt);
        Sort(returns, i => operations[i].ReturnedAt);

        // Of all that returned before a call, the one that stands last says everything.
        var returned = 0;
        int? last = null;
        foreach (var y in calls)
        {
            for (; operations[returns[returned]].ReturnedAt < operations[y].CalledAt; returned++)
            {
                var x = returns[returned];
                if (last is null || operations[x].Position > operations[last.Value].Position) last = x;
            }

            if (last is { } before && !MayFollow(operations[y], operations[before]))
                return Violation(operations, before, y, fault);
        }

        return null;
    }

    /// <summary>Stable: equal times stay in the order of their indices.</summary>
    private static void Sort(int[] indices, Func<int, long> time) => Array.Sort(indices, (a, b) =>
    {
        var byTime = time(a).CompareTo(time(b));
        return byTime != 0 ? byTime : a.CompareTo(b);
    });

    private static bool MayFollow(in OrderedOperation operation, in OrderedOperation before) =>
        operation.Position > before.Position || (operation.IsRead && operation.Position == before.Position);

    private static OrderViolation Violation(
        IReadOnlyList<OrderedOperation> operations, int before, int operation, OrderFault fault)
    {
        var (x, y) = (operations[before], operations[operation]);
        return new OrderViolation(fault, operation, before, string.Create(CultureInfo.InvariantCulture,
            $"c{y.Client}'s operation called at {y.CalledAt} us stands at {y.Position}, not after {x.Position}, "
            + $"where c{x.Client}'s operation stands that returned at {x.ReturnedAt} us"));
    }
}
