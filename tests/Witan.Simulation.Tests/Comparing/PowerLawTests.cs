using Witan.Simulation.Comparing;
using Xunit;

namespace Witan.Simulation.Tests.Comparing;

/// <summary>Exponents of curves that are known.</summary>
public sealed class PowerLawTests
{
    private static readonly double[] Sizes = [4, 7, 10, 16, 31];

    [Theory]
    [InlineData(3, 1)]
    [InlineData(0.25, 2)]
    [InlineData(17, 3)]
    [InlineData(5, 0)]
    [InlineData(100, -0.5)]
    public void The_exponent_of_a_power_is_found_exactly_whatever_its_factor(double factor, double power) =>
        Assert.Equal(power, PowerLaw.Exponent([.. Sizes.Select(n => (n, factor * Math.Pow(n, power)))])!.Value, 12);

    [Fact]
    public void Two_points_have_the_line_through_them() =>
        Assert.Equal(Math.Log(1860 / 24.0) / Math.Log(31 / 4.0), PowerLaw.Exponent([(4, 24), (31, 1860)])!.Value, 12);

    /// <summary>By hand, with logarithms to the base of 2: x = 0, 1, 2 and y = 0, 2, 1. Mean 1, 1; slope 1/2.</summary>
    [Fact]
    public void Points_beside_a_line_are_fitted_with_the_least_squares() =>
        Assert.Equal(0.5, PowerLaw.Exponent([(1, 1), (2, 4), (4, 2)])!.Value, 12);

    [Fact]
    public void What_has_no_slope_has_none()
    {
        Assert.Null(PowerLaw.Exponent([]));
        Assert.Null(PowerLaw.Exponent([(4, 24)]));
        Assert.Null(PowerLaw.Exponent([(4, 24), (4, 30)]));
        Assert.Null(PowerLaw.Exponent([(4, 24), (7, 0)]));
    }

    [Theory]
    [InlineData("5", 5, 5, 5, 5)]
    [InlineData("9 1", 1, 1, 9, 9)]
    [InlineData("3 1 2", 1, 2, 3, 3)]
    public void A_summary_has_the_lower_median_and_the_longest_where_there_are_few(
        string latencies, long min, long median, long p99, long max) =>
        Assert.Equal(
            new LatencySummary(min, median, p99, max), LatencySummary.Of(latencies.Split(' ').Select(long.Parse)));

    [Fact]
    public void Of_two_hundred_the_third_longest_is_the_99th_percentile() =>
        Assert.Equal(
            new LatencySummary(1, 100, 198, 200), LatencySummary.Of(Enumerable.Range(1, 200).Select(i => (long)i)));

    [Fact]
    public void Of_nothing_there_is_no_summary() => Assert.Null(LatencySummary.Of([]));
}
