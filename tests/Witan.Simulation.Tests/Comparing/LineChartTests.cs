using System.Globalization;
using System.Xml.Linq;
using Witan.Simulation.Comparing;
using Xunit;

namespace Witan.Simulation.Tests.Comparing;

/// <summary>The picture of curves.</summary>
public sealed class LineChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_power_is_drawn_as_a_straight_line()
    {
        var picture = Draw(new ChartLine("square", [(1, 1), (10, 100), (100, 10_000)]));

        var points = Assert.Single(picture.Descendants(Svg + "polyline")).Attribute("points")!.Value.Split(' ')
            .Select(p => p.Split(',').Select(c => int.Parse(c, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        Assert.InRange((2 * points[1][0]) - points[0][0] - points[2][0], -1, 1);
        Assert.InRange((2 * points[1][1]) - points[0][1] - points[2][1], -1, 1);
        Assert.True(points[0][0] < points[2][0] && points[0][1] > points[2][1]);
    }

    [Fact]
    public void Names_are_escaped_and_every_curve_stands_in_the_legend()
    {
        var picture = Draw(new ChartLine("a<b", [(4, 2)]), new ChartLine("nothing", []));

        var texts = picture.Descendants(Svg + "text").Select(t => t.Value).ToList();
        Assert.Contains("a<b", texts);
        Assert.Contains("nothing", texts);
    }

    [Fact]
    public void Without_any_point_there_is_a_picture_without_axes() =>
        Assert.Empty(Draw(new ChartLine("nothing", [])).Descendants(Svg + "circle"));

    private static XElement Draw(params ChartLine[] lines) =>
        XDocument.Parse(new LineChart("title", "n", "ms", lines).Write()).Root!;
}
