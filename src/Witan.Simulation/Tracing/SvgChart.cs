using System.Globalization;
using System.Security;
using System.Text;

namespace Witan.Simulation.Tracing;

/// <summary>Writes a sequence chart as an SVG picture, for documents.</summary>
public static class SvgChart
{
    private const int TimeWidth = 90;
    private const int LaneWidth = 80;
    private const int LabelWidth = 420;
    private const int RowHeight = 22;
    private const int HeadHeight = 40;

    private const string Head =
        "  <defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\"\n"
        + "    orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\"/></marker></defs>\n";

    public static string Write(SequenceChart chart)
    {
        var width = TimeWidth + (chart.Columns.Count * LaneWidth) + LabelWidth;
        var height = HeadHeight + ((chart.Rows.Count + 1) * RowHeight);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\"\n"
            + $"    viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" font-size=\"12\">\n");
        svg.Append(Head);
        svg.Append("  <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (var i = 0; i < chart.Columns.Count; i++) AppendLane(svg, chart, i, height);
        for (var i = 0; i < chart.Rows.Count; i++) AppendRow(svg, chart, i, width);
        return svg.Append("</svg>\n").ToString();
    }

    private static int XOf(int column) => TimeWidth + (column * LaneWidth) + (LaneWidth / 4);

    private static int YOf(int row) => HeadHeight + (row * RowHeight) + (RowHeight / 2);

    /// <summary>The name, and the lane in pieces: none is drawn while the node is down.</summary>
    private static void AppendLane(StringBuilder svg, SequenceChart chart, int column, int height)
    {
        AppendText(svg, XOf(column), HeadHeight - 16, "middle", chart.Columns[column].Name);
        var top = HeadHeight - 8;
        for (var i = 0; i < chart.Rows.Count; i++)
        {
            var wasUp = i == 0 || IsUp(chart.Rows[i - 1], column);
            var isUp = IsUp(chart.Rows[i], column);
            if (wasUp && !isUp) AppendLaneLine(svg, XOf(column), top, YOf(i));
            if (!wasUp && isUp) top = YOf(i);
        }

        if (chart.Rows.Count == 0 || IsUp(chart.Rows[^1], column)) AppendLaneLine(svg, XOf(column), top, height);
    }

    private static bool IsUp(in ChartRow row, int column) => (row.Down >> column & 1) == 0;

    private static void AppendLaneLine(StringBuilder svg, int x, int top, int bottom) =>
        svg.Append(CultureInfo.InvariantCulture,
            $"  <line x1=\"{x}\" y1=\"{top}\" x2=\"{x}\" y2=\"{bottom}\" stroke=\"#aaa\"/>\n");

    private static void AppendRow(StringBuilder svg, SequenceChart chart, int index, int width)
    {
        var row = chart.Rows[index];
        var y = YOf(index);
        AppendText(svg, TimeWidth - 20, y + 4, "end", ChartRows.Milliseconds(row.At));
        if (row.Mark is ChartMark.Banner or ChartMark.Violation)
        {
            var colour = row.Mark == ChartMark.Violation ? "#fbb" : "#eee";
            svg.Append(CultureInfo.InvariantCulture,
                $"  <rect x=\"{TimeWidth}\" y=\"{y - 9}\" width=\"{width - TimeWidth}\" height=\"18\" ");
            svg.Append(CultureInfo.InvariantCulture, $"fill=\"{colour}\"/>\n");
            AppendText(svg, TimeWidth + 8, y + 4, "start", row.Label);
            return;
        }

        AppendMark(svg, row, y);
        AppendText(svg, TimeWidth + (chart.Columns.Count * LaneWidth), y + 4, "start", row.Label);
    }

    private static void AppendMark(StringBuilder svg, in ChartRow row, int y)
    {
        var (from, to) = (XOf(row.From), XOf(row.To));
        if (from != to)
        {
            var style = row.Mark switch
            {
                ChartMark.Lost => " stroke=\"#c00\"",
                ChartMark.Flying => " stroke=\"black\" stroke-dasharray=\"2 4\"",
                _ => " stroke=\"black\" marker-end=\"url(#head)\"",
            };
            svg.Append(CultureInfo.InvariantCulture,
                $"  <line x1=\"{from}\" y1=\"{y}\" x2=\"{to}\" y2=\"{y}\"{style}/>\n");
        }

        switch (row.Mark)
        {
            case ChartMark.Lost:
                AppendText(svg, from < to ? to - 8 : to + 8, y + 4, "middle", "x");
                break;
            case ChartMark.Crash:
                AppendText(svg, from, y + 4, "middle", "X");
                break;
            case ChartMark.Restart:
                AppendText(svg, from, y + 4, "middle", "O");
                break;
            case ChartMark.Point:
            case ChartMark.Arrow when from == to:
                svg.Append(CultureInfo.InvariantCulture, $"  <circle cx=\"{from}\" cy=\"{y}\" r=\"4\"/>\n");
                break;
        }
    }

    private static void AppendText(StringBuilder svg, int x, int y, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"  <text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">")
            .Append(SecurityElement.Escape(Printable(text))).Append("</text>\n");

    /// <summary>XML has no way to write some characters; a text of a hostile node may hold them.</summary>
    private static string Printable(string text) =>
        string.Create(text.Length, text, static (to, from) =>
        {
            for (var i = 0; i < to.Length; i++)
                to[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) || from[i] >= '\ufffe' ? '?' : from[i];
        });
}
