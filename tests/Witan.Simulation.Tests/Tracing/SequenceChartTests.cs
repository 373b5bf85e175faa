using System.Xml.Linq;
using Witan.Simulation.Tracing;
using Xunit;

namespace Witan.Simulation.Tests.Tracing;

public sealed class SequenceChartTests
{
    [Fact]
    public void A_run_reads_as_a_chart()
    {
        var chart = SequenceChart.Last(ChartSample.Events, ChartSample.Columns, 100);

        Assert.Equal("GOLDEN\n", TextChart.Write(chart));
    }

    [Fact]
    public void The_rows_around_the_violation_are_shown_and_the_others_counted()
    {
        var chart = SequenceChart.AroundViolation(ChartSample.Events, ChartSample.Columns, before: 3, after: 0);

        Assert.Equal("GOLDEN\n", TextChart.Write(chart));
    }

    [Fact]
    public void Without_a_violation_the_last_rows_are_shown()
    {
        var calm = ChartSample.Events.Where(e => e.Kind != RunEventKind.Violation).ToList();

        var chart = SequenceChart.AroundViolation(calm, ChartSample.Columns, before: 1, after: 1);

        Assert.Equal(SequenceChart.Last(calm, ChartSample.Columns, 3).Rows, chart.Rows);
        Assert.Equal(2_700, chart.Rows[^1].At);
    }

    [Fact]
    public void A_window_of_time_has_both_its_ends()
    {
        var chart = SequenceChart.Between(ChartSample.Events, ChartSample.Columns, 1_300, 2_100);

        Assert.Equal([1_300L, 1_900, 1_950, 2_000, 2_100], chart.Rows.Select(row => row.At));
        Assert.Equal((3, 5), (chart.Before, chart.After));
    }

    [Fact]
    public void No_line_is_wider_than_the_terminal_with_seven_replicas_and_three_clients()
    {
        ChartColumn[] columns =
        [
            .. Enumerable.Range(0, 7).Select(i => new ChartColumn(i, "R" + i)),
            .. Enumerable.Range(0, 3).Select(i => new ChartColumn(100 + i, "c" + i)),
        ];
        var events = ChartSample.Events.Append(new RunEvent
        {
            At = 123_456_789, Node = 102, Kind = RunEventKind.Delivered, Peer = 0, Message = 9, Type = "Reply", Height = 12_345,
            Text = new string('t', 400),
        }).ToList();

        var lines = TextChart.Write(SequenceChart.Last(events, columns, 100)).Split('\n');

        Assert.All(lines, line => Assert.InRange(line.Length, 0, 120));
        Assert.Contains("Reply h12345 v0 ttt", lines[^2], StringComparison.Ordinal);
        Assert.EndsWith("…", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void The_picture_is_well_formed_and_has_every_row()
    {
        var chart = SequenceChart.Last(ChartSample.Events, ChartSample.Columns, 100);

        var svg = SvgChart.Write(chart);
        var texts = XDocument.Parse(svg).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();

        Assert.All(chart.Rows, row => Assert.Contains(row.Label, texts));
        Assert.All(ChartSample.Columns, column => Assert.Contains(column.Name, texts));
        Assert.Contains("evil ?[2J <name> & more", texts);
    }

    [Fact]
    public void The_picture_of_two_rows_is_the_golden_one()
    {
        var chart = SequenceChart.Between(ChartSample.Events, ChartSample.Columns[..2], 1_900, 1_950);

        Assert.Equal("GOLDEN\n", SvgChart.Write(chart));
    }

    [Fact]
    public void More_columns_than_bits_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceChart.Last(
            ChartSample.Events, [.. Enumerable.Range(0, 65).Select(i => new ChartColumn(i, "R"))], 10));
}
