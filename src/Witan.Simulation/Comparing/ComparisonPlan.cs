using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Comparing;

/// <summary>One protocol at one size in one situation.</summary>
public sealed record ComparisonPlan
{
    /// <summary>A name of <see cref="KnownProtocols"/>.</summary>
    public required string Protocol { get; init; }

    /// <summary>n, at least 4: f is the largest for it.</summary>
    public required int Replicas { get; init; }

    public required Placement Placement { get; init; }

    public required ComparisonTimes Times { get; init; }

    public Situation Situation { get; init; }

    /// <summary>Requests that are measured, one at a time.</summary>
    public int Requests { get; init; } = 20;

    public ulong Seed { get; init; } = 1;

    /// <summary>f.</summary>
    public int Faulty => (Replicas - 1) / 3;

    /// <summary>How many crash.</summary>
    public int Crashes => Situation switch
    {
        Situation.LeaderCrashed => 1,
        Situation.FaultyCrashed => Faulty,
        _ => 0,
    };
}
