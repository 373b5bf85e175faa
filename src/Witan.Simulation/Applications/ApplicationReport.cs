using Witan.Primitives;
using Witan.Simulation.Checking;

namespace Witan.Simulation.Applications;

/// <summary>What came of running a state machine on several replicas.</summary>
public sealed record ApplicationReport
{
    /// <summary>Whether all went as it must: every request answered, every replica in the same state.</summary>
    public bool Holds => DivergedAt is null && Unanswered == 0 && Violations.Count == 0;

    /// <summary>Proved results in the order of the requests, as far as they were answered.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Results { get; init; }

    /// <summary>Requests without an answer: replicas that do not agree on a result certify none.</summary>
    public required int Unanswered { get; init; }

    /// <summary>The first height after which two replicas were in different states; null if there is none.</summary>
    public required Height? DivergedAt { get; init; }

    /// <summary>Which two replicas; empty if none diverged.</summary>
    public required string Who { get; init; }

    /// <summary>What differs between their states, entry by entry: left is the first of them.</summary>
    public required IReadOnlyList<StateDifference> Differences { get; init; }

    /// <summary>Whatever else the oracles found.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    public override string ToString()
    {
        if (Holds) return $"{Results.Count} requests answered, all replicas agree";
        if (DivergedAt is not { } height)
            return $"{Unanswered} requests unanswered; {string.Join("; ", Violations.Select(v => v.Text))}";
        return $"{Who} differ after height {height}:" + string.Concat(Differences.Select(d => "\n  " + d));
    }
}
