using Witan.Simulation.Comparing;
using Xunit;

namespace Witan.Simulation.Tests.Comparing;

/// <summary>Which text is a latency map, and where the parties of a comparison stand on it.</summary>
public sealed class LatencyMapTests
{
    private const string Three = "# a comment\nfrom\\to,a,b,c\n\na,0.4,10,31\nb,12,0.6,40\nc,30,40,1\n";

    [Fact]
    public void Half_a_round_trip_is_the_way_there_and_directions_may_differ()
    {
        var map = LatencyMapReader.Read(Three);

        Assert.Equal(["a", "b", "c"], map.Sites);
        Assert.Equal((5_000, 6_000), (map.OneWay(0, 1), map.OneWay(1, 0)));
        Assert.Equal((15_500, 15_000, 200), (map.OneWay(0, 2), map.OneWay(2, 0), map.OneWay(0, 0)));
    }

    [Fact]
    public void A_mark_of_the_byte_order_carriage_returns_and_blanks_do_no_harm() =>
        Assert.Equal(1_000, LatencyMapReader.Read("\uFEFFx, a\r\na , 2\r\n").OneWay(0, 0));

    [Theory]
    [InlineData("", 1, 1, "no line with the names")]
    [InlineData("# nothing\n", 1, 1, "no line with the names")]
    [InlineData("x\n", 1, 1, "no names of sites")]
    [InlineData("x,a,\na,1,1\n", 1, 3, "the name of the site is empty")]
    [InlineData("x,a,b,a\n", 1, 4, "'a' stands there twice")]
    [InlineData("x,a,b\na,1,2\n", 3, 1, "the line of the site 'b' is missing")]
    [InlineData("x,a,b\nb,1,2\na,1,2\n", 2, 1, "this is the line of 'a'")]
    [InlineData("x,a,b\na,1\nb,1,2\n", 2, 3, "there are 1 numbers for 2 sites")]
    [InlineData("x,a,b\na,1,2,3\nb,1,2\n", 2, 4, "there are 3 numbers for 2 sites")]
    [InlineData("x,a,b\na,1,two\nb,1,2\n", 2, 3, "'two', to b, is no number")]
    [InlineData("x,a,b\n\n# c\na,1,2\nb,-1,2\n", 5, 2, "'-1', to a, is no number")]
    [InlineData("x,a\na,60000.1\n", 2, 2, "from 0 to 60000")]
    [InlineData("x,a\na,1e3\n", 2, 2, "'1e3'")]
    [InlineData("x,a\na,\n", 2, 2, "'', to a,")]
    [InlineData("x,a\na,1\na,1\n", 3, 1, "more lines than sites")]
    public void What_is_none_is_refused_with_its_line_and_column(string text, int line, int column, string says)
    {
        var refusal = Assert.Throws<LatencyMapException>(() => LatencyMapReader.Read(text));

        Assert.Equal((line, column), (refusal.Line, refusal.Column));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith($"line {line}, column {column}: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "s0")]
    [InlineData(2, "s0 s2")]
    [InlineData(4, "s0 s1 s2 s3")]
    [InlineData(5, "s0 s1 s2 s3 s4")]
    [InlineData(7, "s0 s1 s2 s3 s4 s0 s1")]
    public void Replicas_are_spread_evenly_and_sites_repeat_where_there_are_too_few(int replicas, string sites)
    {
        var placement = Placement.Of(Line(5), replicas);

        Assert.Equal(sites.Split(' '), placement.Replicas);
        Assert.Equal("s0", placement.Client);
    }

    [Fact]
    public void Named_sites_are_taken_in_their_order_and_the_client_stands_where_it_is_told()
    {
        var placement = Placement.Of(Line(5), 3, ["s4", "s1"], "s2");

        Assert.Equal(["s4", "s1", "s4"], placement.Replicas);
        Assert.Equal("s2", placement.Client);
        // From 4 to 1 it is three steps; nobody is further apart.
        Assert.Equal(3_000, placement.Longest);
        Assert.Throws<ArgumentException>(() => Placement.Of(Line(5), 3, ["s5"]));
        Assert.Throws<ArgumentException>(() => Placement.Of(Line(5), 3, [], "S1"));
    }

    [Theory]
    [InlineData(20_000, 25)]
    [InlineData(20_001, 26)]
    [InlineData(0, 5)]
    public void The_bound_is_the_longest_way_in_whole_milliseconds_and_room_for_writes(long oneWay, long bound)
    {
        var times = ComparisonTimes.Of(Placement.Of(LatencyMap.Uniform(oneWay), 4));

        Assert.Equal(bound, times.Bound);
        Assert.Equal((2 * bound, 10 * bound, 80 * bound), (times.Epoch, times.Timeout, times.MaxTimeout));
    }

    [Fact]
    public void What_is_said_again_waits_for_ten_bounds_and_never_shorter_than_in_the_product()
    {
        var (near, far) = (new ComparisonTimes(6), new ComparisonTimes(200));

        Assert.Equal((200, 60, 100), (
            near.Replica.StatusInterval.TotalMilliseconds, near.Replica.RelayDelay.TotalMilliseconds,
            near.Replica.FetchTimeout.TotalMilliseconds));
        Assert.Equal((2000, 2000, 800), (
            far.Replica.StatusInterval.TotalMilliseconds, far.Replica.RelayDelay.TotalMilliseconds,
            far.Replica.FetchTimeout.TotalMilliseconds));
        Assert.Equal((500, 2000), (
            near.Client.ResendAfter.TotalMilliseconds, far.Client.ResendAfter.TotalMilliseconds));
    }

    /// <summary>Sites in a row, a millisecond from one to the next.</summary>
    private static LatencyMap Line(int sites)
    {
        var oneWay = new long[sites, sites];
        for (var i = 0; i < sites; i++)
        {
            for (var j = 0; j < sites; j++) oneWay[i, j] = 1_000 * Math.Abs(i - j);
        }

        return new LatencyMap([.. Enumerable.Range(0, sites).Select(i => $"s{i}")], oneWay);
    }
}
