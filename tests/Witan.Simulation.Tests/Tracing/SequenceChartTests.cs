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

        Assert.Equal(
            """
                    ms  R0        R1        R2        R3        c0
                 0.900  ─── partition {0 1 2} {3}
                 1.000  │         │         │         │         ●         calls put(a, 1)
                 1.250  │◄────────┼─────────┼─────────┼─────────┤         Bundle, sent 1.000
                 1.300  ├─────────┼─────────┼────────x│         │         PrePrepare h3 v0 0badcafe, dropped, sent 1.300
                 1.900  ├────────►│         │         │         │         PrePrepare h3 v0 0badcafe, sent 1.300
                 1.950  │         ●         │         │         │         durable Prepared
                 2.000  │·········│·········┤         │         │         Status, on its way
                 2.100  │         │         X         │         │         crashed disk kept
                 2.345  │         │◄──────────────────┤         │         Status, sent 2.200
                 2.400  │         │         O         │         │         restarted
                 2.500  ●         │         │         │         │         timer ViewTimer v1
                 2.600  ═══ VIOLATION: O1: R0 and R1 differ at 3
                 2.700  ●         │         │         │         │         evil ?[2J <name> & more

            """.ReplaceLineEndings("\n"),
            WithoutRules(TextChart.Write(chart)));
    }

    [Fact]
    public void The_rows_around_the_violation_are_shown_and_the_others_counted()
    {
        var chart = SequenceChart.AroundViolation(ChartSample.Events, ChartSample.Columns, before: 3, after: 0);

        Assert.Equal(
            """
                    ms  R0        R1        R2        R3        c0
                        ... 8 rows before
                 2.345  │         │◄──────────────────┤         │         Status, sent 2.200
                 2.400  │         │         O         │         │         restarted
                 2.500  ●         │         │         │         │         timer ViewTimer v1
                 2.600  ═══ VIOLATION: O1: R0 and R1 differ at 3
                        ... 1 rows after

            """.ReplaceLineEndings("\n"),
            WithoutRules(TextChart.Write(chart)));
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
            At = 123_456_789, Node = 102, Kind = RunEventKind.Delivered, Peer = 0, Message = 9,
            Type = "Reply", Height = 12_345,
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
        var texts = XDocument.Parse(svg).Descendants()
            .Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();

        Assert.All(chart.Rows, row => Assert.Contains(row.Label, texts));
        Assert.All(ChartSample.Columns, column => Assert.Contains(column.Name, texts));
        Assert.Contains("evil ?[2J <name> & more", texts);
    }

    [Fact]
    public void The_picture_of_two_rows_is_the_golden_one()
    {
        var chart = SequenceChart.Between(ChartSample.Events, ChartSample.Columns[..2], 1_900, 1_950);

        Assert.Equal(
            """
            <svg xmlns="http://www.w3.org/2000/svg" width="670" height="106"
                viewBox="0 0 670 106" font-family="monospace" font-size="12">
              <defs><marker id="head" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8"
                orient="auto"><path d="M0 0 L8 4 L0 8 z"/></marker></defs>
              <rect width="100%" height="100%" fill="white"/>
              <text x="110" y="24" text-anchor="middle">R0</text>
              <line x1="110" y1="32" x2="110" y2="106" stroke="#aaa"/>
              <text x="190" y="24" text-anchor="middle">R1</text>
              <line x1="190" y1="32" x2="190" y2="106" stroke="#aaa"/>
              <text x="70" y="55" text-anchor="end">1.900</text>
              <line x1="110" y1="51" x2="190" y2="51" stroke="black" marker-end="url(#head)"/>
              <text x="250" y="55" text-anchor="start">PrePrepare h3 v0 0badcafe, sent 1.300</text>
              <text x="70" y="77" text-anchor="end">1.950</text>
              <circle cx="190" cy="73" r="4"/>
              <text x="250" y="77" text-anchor="start">durable Prepared</text>
            </svg>

            """.ReplaceLineEndings("\n"),
            SvgChart.Write(chart));
    }

    [Fact]
    public void More_columns_than_bits_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SequenceChart.Last(
            ChartSample.Events, [.. Enumerable.Range(0, 65).Select(i => new ChartColumn(i, "R"))], 10));

    /// <summary>
    /// The lines that fill a banner's row are as wide as the terminal, which is too wide for this page.
    /// </summary>
    private static string WithoutRules(string chart)
    {
        var lines = chart.Split('\n');
        return string.Join('\n', lines.Select(line =>
        {
            if (!line.EndsWith("──", StringComparison.Ordinal) && !line.EndsWith("══", StringComparison.Ordinal))
                return line;
            Assert.Equal(TextChart.DefaultWidth, line.Length);
            return line.TrimEnd('─', '═', ' ');
        }));
    }
}
