namespace Witan.Cli.Benchmarks;

/// <summary>What one load process measured.</summary>
internal sealed record LoadReport
{
    /// <summary>Requests acknowledged within the measured time.</summary>
    public long Done { get; init; }

    /// <summary>Requests that ended without an acknowledgement, by the name of the exception.</summary>
    public IReadOnlyDictionary<string, long> Failures { get; init; } = new Dictionary<string, long>();

    public double Seconds { get; init; }

    /// <summary>Longest time without an acknowledgement.</summary>
    public double LongestPauseSeconds { get; init; }

    public double CpuSeconds { get; init; }

    public long ResidentBytes { get; init; }

    /// <summary>Latencies in microseconds and how often: a short list, since they are rounded to 1 in 64.</summary>
    public IReadOnlyList<LatencyCount> Latencies { get; init; } = [];
}
