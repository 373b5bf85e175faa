namespace Witan.Simulation.Scenarios;

/// <summary>Partial synchrony: one quality before the global stabilisation time, another after it.</summary>
public sealed record NetworkSpec
{
    /// <summary>Global stabilisation time, 0 to 86,400,000. Default 0: stable from the start.</summary>
    public long GstMs { get; init; }

    /// <summary>Delta as the file gives it; null where it does not.</summary>
    public long? DeclaredDeltaMs { get; init; }

    /// <summary>Of every directed link until GST.</summary>
    public LinkQuality Before { get; init; } = new();

    /// <summary>Of every directed link from GST on.</summary>
    public LinkQuality After { get; init; } = new();

    /// <summary>
    /// After GST no message between correct nodes that nothing separates takes longer; longer draws are cut to it. In
    /// ms, 0 to 86,400,000. Default the longest latency of <see cref="After"/>.
    /// </summary>
    public long DeltaMs => DeclaredDeltaMs ?? After.LatencyMs.Max;
}
