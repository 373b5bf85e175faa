using System.Globalization;
using System.Text;

namespace Witan.Simulation.Tracing;

/// <summary>Writes a sequence chart for a terminal.</summary>
public static class TextChart
{
    /// <summary>The width that fits the usual terminal of a reader of traces.</summary>
    public const int DefaultWidth = 120;

    private const int TimeWidth = 12;
    private const int NarrowestLane = 4;
    private const int WidestLane = 10;

    /// <summary>What labels get before lanes get more than the narrowest.</summary>
    private const int WantedLabel = 40;

    /// <param name="chart">What to draw.</param>
    /// <param name="width">Columns of the terminal; longer lines are cut, but never within the lanes.</param>
    public static string Write(SequenceChart chart, int width = DefaultWidth)
    {
        var count = Math.Max(chart.Columns.Count, 1);
        var lane = Math.Clamp((width - TimeWidth - WantedLabel) / count, NarrowestLane, WidestLane);
        var text = new StringBuilder();
        AppendLine(text, Header(chart.Columns, lane), width);
        if (chart.Before > 0) AppendSkipped(text, chart.Before, "before");
        foreach (var row in chart.Rows) AppendLine(text, Line(chart.Columns.Count, row, lane, width), width);
        if (chart.After > 0) AppendSkipped(text, chart.After, "after");
        return text.ToString();
    }

    private static string Header(IReadOnlyList<ChartColumn> columns, int lane)
    {
        var header = new StringBuilder("ms".PadLeft(TimeWidth - 2)).Append("  ");
        foreach (var column in columns)
        {
            var name = column.Name.Length < lane ? column.Name : column.Name[..(lane - 1)];
            header.Append(name.PadRight(lane));
        }

        return header.ToString();
    }

    private static string Line(int columns, in ChartRow row, int lane, int width)
    {
        var time = ChartRows.Milliseconds(row.At).PadLeft(TimeWidth - 2) + "  ";
        if (row.Mark is ChartMark.Banner) return time + Banner('─', row.Label, width - TimeWidth);
        if (row.Mark is ChartMark.Violation)
            return time + Banner('═', "VIOLATION: " + row.Label, width - TimeWidth);
        var lanes = new char[columns * lane];
        Array.Fill(lanes, ' ');
        for (var i = 0; i < columns; i++) lanes[i * lane] = (row.Down >> i & 1) == 0 ? '│' : ' ';
        if (row.Mark is ChartMark.Arrow or ChartMark.Lost or ChartMark.Flying && row.From != row.To)
            DrawMessage(lanes, row, lane);
        else
            lanes[row.From * lane] = PointOf(row.Mark);
        return time + new string(lanes) + row.Label;
    }

    private static string Banner(char line, string label, int width)
    {
        var text = new string(line, 3) + ' ' + label + ' ';
        return text + new string(line, Math.Max(0, width - text.Length));
    }

    private static char PointOf(ChartMark mark) => mark switch
    {
        ChartMark.Crash => 'X',
        ChartMark.Restart => 'O',
        ChartMark.Lost => 'x',
        _ => '●',
    };

    /// <summary>
    /// From lane to lane; what it crosses shows as a crossing, and the head stands before the last lane.
    /// </summary>
    private static void DrawMessage(char[] lanes, in ChartRow row, int lane)
    {
        var (from, to) = (row.From * lane, row.To * lane);
        var step = from < to ? 1 : -1;
        var line = row.Mark == ChartMark.Flying ? '·' : '─';
        for (var at = from + step; at != to; at += step)
        {
            if (lanes[at] == ' ') lanes[at] = line;
            else if (line == '─') lanes[at] = '┼';
        }

        lanes[from] = step > 0 ? '├' : '┤';
        lanes[to - step] = row.Mark switch
        {
            ChartMark.Lost => 'x',
            ChartMark.Flying => '·',
            _ => step > 0 ? '►' : '◄',
        };
    }

    private static void AppendLine(StringBuilder text, string line, int width)
    {
        line = line.TrimEnd();
        if (line.Length <= width) text.Append(line).Append('\n');
        else text.Append(line.AsSpan(0, width - 1)).Append("…\n");
    }

    private static void AppendSkipped(StringBuilder text, int rows, string where) =>
        text.Append(' ', TimeWidth).Append(CultureInfo.InvariantCulture, $"... {rows} rows {where}\n");
}
