namespace Witan.Simulation.Scenarios;

/// <summary>What a directed link does to the messages on it.</summary>
public sealed record LinkQuality
{
    /// <summary>Drawn per message, 0 to 86,400,000. Default [1, 10].</summary>
    public MsRange LatencyMs { get; init; } = new(1, 10);

    /// <summary>Probability that a message is lost, 0 to 1. Default 0.</summary>
    public double Loss { get; init; }

    /// <summary>Probability that a message arrives twice, 0 to 1. Default 0.</summary>
    public double Dup { get; init; }

    /// <summary>
    /// Probability that a message may be overtaken on its link; others arrive in the order of sending. 0 to 1. Default
    /// 0.
    /// </summary>
    public double Reorder { get; init; }
}
