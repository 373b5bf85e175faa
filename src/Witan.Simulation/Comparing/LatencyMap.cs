namespace Witan.Simulation.Comparing;

/// <summary>How long messages are on their way between sites.</summary>
public sealed class LatencyMap
{
    private readonly long[,] _oneWay;

    /// <param name="sites">Their names, each once.</param>
    /// <param name="oneWay">Microseconds, from the first index to the second; within a site too.</param>
    public LatencyMap(IReadOnlyList<string> sites, long[,] oneWay)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sites.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(oneWay.GetLength(0), sites.Count);
        ArgumentOutOfRangeException.ThrowIfNotEqual(oneWay.GetLength(1), sites.Count);
        Sites = sites;
        _oneWay = oneWay;
    }

    public IReadOnlyList<string> Sites { get; }

    /// <summary>One site, so that everybody is as far from everybody.</summary>
    /// <param name="oneWay">Microseconds.</param>
    public static LatencyMap Uniform(long oneWay) => new(["everywhere"], new[,] { { oneWay } });

    /// <summary>Microseconds from one site to another, by place in <see cref="Sites"/>.</summary>
    public long OneWay(int from, int to) => _oneWay[from, to];

    /// <summary>Its place; -1 if there is no such site.</summary>
    public int PlaceOf(string site)
    {
        for (var i = 0; i < Sites.Count; i++)
        {
            if (Sites[i] == site) return i;
        }

        return -1;
    }
}
