namespace Witan.Simulation.Comparing;

/// <summary>How fast something grows: the exponent k of y = c * x^k that fits points best.</summary>
public static class PowerLaw
{
    /// <summary>
    /// The slope of the line through (log x, log y) with the least squares; null with fewer than two different x, or
    /// with a point that has no logarithm.
    /// </summary>
    public static double? Exponent(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Any(p => p.X <= 0 || p.Y <= 0) || points.Select(p => p.X).Distinct().Count() < 2) return null;
        var (meanX, meanY) = (points.Average(p => Math.Log(p.X)), points.Average(p => Math.Log(p.Y)));
        var (over, under) = (0.0, 0.0);
        foreach (var (x, y) in points)
        {
            over += (Math.Log(x) - meanX) * (Math.Log(y) - meanY);
            under += (Math.Log(x) - meanX) * (Math.Log(x) - meanX);
        }

        return over / under;
    }
}
