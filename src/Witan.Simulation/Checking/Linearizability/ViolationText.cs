using System.Globalization;
using System.Text;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>Tells people why a history is not linearizable.</summary>
internal static class ViolationText
{
    /// <summary>Operations of a list that are shown; the others are counted.</summary>
    private const int Shown = 12;

    public static string Of<TState, TOperation, TResult>(
        IModel<TState, TOperation, TResult> model, HistoryEntry<TOperation, TResult>[] entries, int[] order,
        TState state, int blocked)
        where TState : IEquatable<TState>
    {
        var text = new StringBuilder();
        var skipped = Math.Max(0, order.Length - Shown);
        text.Append(CultureInfo.InvariantCulture,
            $"not linearizable: {order.Length} of {entries.Length} operations on these keys have an order\n");
        if (skipped > 0) text.Append(CultureInfo.InvariantCulture, $"     ... {skipped} before\n");
        for (var i = skipped; i < order.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i + 1,6}. ");
            AppendEntry(text, model, entries[order[i]]);
        }

        text.Append("  then: ").Append(model.Describe(state)).Append('\n');
        text.Append("  next must come, and cannot:\n        ");
        AppendEntry(text, model, entries[blocked]);
        AppendRivals(text, model, entries, order, blocked);
        return text.ToString();
    }

    /// <summary>What else had been called and not been placed: it could not help either.</summary>
    private static void AppendRivals<TState, TOperation, TResult>(
        StringBuilder text, IModel<TState, TOperation, TResult> model, HistoryEntry<TOperation, TResult>[] entries,
        int[] order, int blocked)
        where TState : IEquatable<TState>
    {
        var placed = new bool[entries.Length];
        foreach (var operation in order) placed[operation] = true;
        var rivals = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            if (placed[i] || i == blocked || entries[i].CalledAt > entries[blocked].ReturnedAt) continue;
            if (rivals == 0) text.Append("  nor does it help to put one of these before it:\n");
            if (++rivals > Shown) continue;
            text.Append("        ");
            AppendEntry(text, model, entries[i]);
        }

        if (rivals > Shown) text.Append(CultureInfo.InvariantCulture, $"        ... {rivals - Shown} more\n");
    }

    private static void AppendEntry<TState, TOperation, TResult>(
        StringBuilder text, IModel<TState, TOperation, TResult> model, HistoryEntry<TOperation, TResult> entry)
        where TState : IEquatable<TState>
    {
        var returned = entry.IsAnswered ? entry.ReturnedAt.ToString(CultureInfo.InvariantCulture) : "never";
        text.Append(CultureInfo.InvariantCulture,
            $"c{entry.Client}  {entry.CalledAt} .. {returned} us  {model.Describe(entry.Operation, entry.Outcome)}\n");
    }
}
