namespace Witan.Simulation.Tracing;

/// <summary>A sequence chart of a part of a run: columns are nodes, rows are events, time goes down.</summary>
/// <param name="Columns">The lanes, from left to right.</param>
/// <param name="Rows">In the order of the trace.</param>
/// <param name="Before">Rows of the given events that stand before the first one shown.</param>
/// <param name="After">Rows that stand behind the last one shown.</param>
public sealed record SequenceChart(
    IReadOnlyList<ChartColumn> Columns, IReadOnlyList<ChartRow> Rows, int Before, int After)
{
    /// <summary>More lanes are unreadable; a set of bits says which are down.</summary>
    public const int MaxColumns = 64;

    /// <summary>The last rows.</summary>
    public static SequenceChart Last(IReadOnlyList<RunEvent> events, IReadOnlyList<ChartColumn> columns, int rows)
    {
        var all = RowsOf(events, columns);
        return Cut(all, columns, all.Count - rows, all.Count);
    }

    /// <summary>What happened from one moment to another, both included; virtual time in microseconds.</summary>
    public static SequenceChart Between(
        IReadOnlyList<RunEvent> events, IReadOnlyList<ChartColumn> columns, long from, long to)
    {
        var all = RowsOf(events, columns);
        return Cut(all, columns, CountUntil(all, from), CountUntil(all, checked(to + 1)));
    }

    /// <summary>The rows around the first violation; as many of the last ones if there is none.</summary>
    public static SequenceChart AroundViolation(
        IReadOnlyList<RunEvent> events, IReadOnlyList<ChartColumn> columns, int before, int after)
    {
        var all = RowsOf(events, columns);
        var at = all.FindIndex(row => row.Mark == ChartMark.Violation);
        if (at < 0) at = all.Count - 1 - after;
        return Cut(all, columns, at - before, at + 1 + after);
    }

    private static List<ChartRow> RowsOf(IReadOnlyList<RunEvent> events, IReadOnlyList<ChartColumn> columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(columns.Count, MaxColumns);
        return ChartRows.Of(events, columns);
    }

    private static SequenceChart Cut(
        List<ChartRow> all, IReadOnlyList<ChartColumn> columns, int from, int to)
    {
        from = Math.Clamp(from, 0, all.Count);
        to = Math.Clamp(to, from, all.Count);
        return new SequenceChart(columns, all.GetRange(from, to - from), from, all.Count - to);
    }

    /// <summary>Rows before a moment; rows stand in the order of time.</summary>
    private static int CountUntil(List<ChartRow> rows, long moment)
    {
        var index = rows.FindIndex(row => row.At >= moment);
        return index < 0 ? rows.Count : index;
    }
}
