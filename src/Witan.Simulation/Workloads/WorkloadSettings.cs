using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Workloads;

/// <summary>
/// What clients do, closed-loop: each begins its next operation when the last one ended and it has thought.
/// </summary>
public sealed record WorkloadSettings
{
    /// <summary>Operations of all clients together.</summary>
    public int Operations { get; init; } = 100;

    /// <summary>Shares of the kinds; only their proportions matter.</summary>
    public IReadOnlyList<(OperationKind Kind, double Share)> Mix { get; init; } = [(OperationKind.Put, 1)];

    /// <summary>How many keys.</summary>
    public int Keys { get; init; } = 16;

    /// <summary>Exponent of the keys' popularity; 0 is uniform.</summary>
    public double Zipf { get; init; }

    /// <summary>Shortest and longest pause between two operations of a client, microseconds.</summary>
    public long ThinkLow { get; init; }

    public long ThinkHigh { get; init; } = 10_000;

    /// <summary>How long a client waits for an answer; beyond any run.</summary>
    public TimeSpan Patience { get; init; } = new(3600 * TimeSpan.TicksPerSecond);
}
