namespace Witan.Simulation.Running;

/// <summary>What of a run is drawn.</summary>
public sealed record PictureRange
{
    /// <summary>From this moment on, microseconds.</summary>
    public long From { get; init; }

    /// <summary>Up to this moment, included, microseconds.</summary>
    public long To { get; init; } = long.MaxValue - 1;

    /// <summary>
    /// Names of messages as charts have them; empty: those of the ordering protocol that do not go by the clock, and
    /// the client's with their replies.
    /// </summary>
    public IReadOnlyList<string> Messages { get; init; } = [];
}
