using System.Globalization;
using System.Security;
using System.Text;

namespace Witan.Simulation.Comparing;

/// <summary>
/// Curves as an SVG picture. Both axes are logarithmic, so that what grows as a power is a line, and its slope the
/// power. Curves differ in colour and in dashes.
/// </summary>
/// <param name="Title">Above.</param>
/// <param name="Horizontal">What the axis below shows.</param>
/// <param name="Vertical">What the axis at the left shows, with its unit.</param>
/// <param name="Lines">The curves; one without points stands in the legend alone.</param>
public sealed record LineChart(
    string Title, string Horizontal, string Vertical, IReadOnlyList<ChartLine> Lines)
{
    private const int Width = 760;
    private const int Height = 440;
    private const int Left = 80;
    private const int Right = 180;
    private const int Top = 40;
    private const int Bottom = 60;

    private static readonly string[] Colours =
        ["#1f4e9c", "#c0392b", "#2e7d32", "#8e44ad", "#b9770e", "#117a8b", "#555555", "#d81b60"];

    private static readonly string[] Dashes = ["none", "8 3", "2 3", "10 3 2 3"];

    public string Write()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\"\n"
            + $"    viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n"
            + $"  <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        AppendText(svg, (Left + Width - Right) / 2, 22, "middle", Title);
        AppendText(svg, (Left + Width - Right) / 2, Height - 16, "middle", Horizontal);
        svg.Append(CultureInfo.InvariantCulture,
            $"  <text transform=\"translate(18 {(Top + Height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">")
            .Append(SecurityElement.Escape(Vertical)).Append("</text>\n");
        (double X, double Y)[] all = [.. Lines.SelectMany(line => line.Points)];
        if (all.Length > 0)
        {
            var across = new Axis(all.Select(p => p.X), Left, Width - Right);
            var up = new Axis(all.Select(p => p.Y), Height - Bottom, Top);
            AppendAxes(svg, across, up, [.. all.Select(p => p.X).Distinct().Order()]);
            for (var i = 0; i < Lines.Count; i++) AppendLine(svg, Lines[i], i, across, up);
        }

        for (var i = 0; i < Lines.Count; i++) AppendLegend(svg, i);
        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendAxes(StringBuilder svg, Axis across, Axis up, double[] columns)
    {
        foreach (var x in columns)
        {
            var at = across.Place(x);
            AppendStroke(svg, at, Top, at, Height - Bottom);
            AppendText(svg, at, Height - Bottom + 18, "middle", Number(x));
        }

        foreach (var y in up.Steps())
        {
            var at = up.Place(y);
            AppendStroke(svg, Left, at, Width - Right, at);
            AppendText(svg, Left - 8, at + 4, "end", Number(y));
        }
    }

    private static void AppendLine(StringBuilder svg, ChartLine line, int index, Axis across, Axis up)
    {
        var points = string.Join(' ', line.Points.Select(p => string.Create(
            CultureInfo.InvariantCulture, $"{across.Place(p.X)},{up.Place(p.Y)}")));
        svg.Append(CultureInfo.InvariantCulture,
            $"  <polyline points=\"{points}\" fill=\"none\" {Style(index)}/>\n");
        foreach (var (x, y) in line.Points)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"  <circle cx=\"{across.Place(x)}\" cy=\"{up.Place(y)}\" r=\"3\" fill=\"{Colour(index)}\"/>\n");
        }
    }

    private void AppendLegend(StringBuilder svg, int index)
    {
        var (x, y) = (Width - Right + 16, Top + 10 + (index * 20));
        svg.Append(CultureInfo.InvariantCulture,
            $"  <line x1=\"{x}\" y1=\"{y}\" x2=\"{x + 30}\" y2=\"{y}\" {Style(index)}/>\n");
        AppendText(svg, x + 38, y + 4, "start", Lines[index].Name);
    }

    private static string Colour(int index) => Colours[index % Colours.Length];

    private static string Style(int index) =>
        $"stroke=\"{Colour(index)}\" stroke-width=\"2\" stroke-dasharray=\"{Dashes[index % Dashes.Length]}\"";

    private static void AppendStroke(StringBuilder svg, int x1, int y1, int x2, int y2) =>
        svg.Append(CultureInfo.InvariantCulture,
            $"  <line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"#ddd\"/>\n");

    private static void AppendText(StringBuilder svg, int x, int y, string anchor, string text) =>
        svg.Append(CultureInfo.InvariantCulture, $"  <text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">")
            .Append(SecurityElement.Escape(text)).Append("</text>\n");

    private static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>Logarithmic, from the least to the largest value.</summary>
    private sealed class Axis
    {
        private readonly double _low;
        private readonly double _high;
        private readonly int _from;
        private readonly int _to;

        public Axis(IEnumerable<double> values, int from, int to)
        {
            double[] all = [.. values];
            // Something lies between the ends even if all values are one.
            (_low, _high) = (all.Min() / 1.1, all.Max() * 1.1);
            (_from, _to) = (from, to);
        }

        /// <summary>In whole pixels: the same picture on every machine.</summary>
        public int Place(double value) =>
            _from + (int)Math.Round((_to - _from) * Math.Log(value / _low) / Math.Log(_high / _low));

        /// <summary>1, 2 and 5 of each decade, or 1 alone where there are many decades.</summary>
        public IEnumerable<double> Steps()
        {
            double[] each = _high / _low > 2_000 ? [1] : [1, 2, 5];
            for (var decade = Math.Floor(Math.Log10(_low)); decade <= Math.Log10(_high); decade++)
            {
                foreach (var step in each)
                {
                    var value = step * Math.Pow(10, decade);
                    if (value >= _low && value <= _high) yield return value;
                }
            }
        }
    }
}
