namespace Witan.Simulation.Checking.Linearizability;

/// <summary>What a check found.</summary>
public sealed record LinearizabilityReport
{
    public required CheckVerdict Verdict { get; init; }

    /// <summary>Steps of the search that were used.</summary>
    public required long Steps { get; init; }

    /// <summary>Parts without a common key into which the history fell.</summary>
    public required int Parts { get; init; }

    /// <summary>
    /// If not linearizable: the order that got furthest, as indices into the history. All in it explain each other; it
    /// holds every operation of its part that returned before <see cref="Blocked"/> did.
    /// </summary>
    public IReadOnlyList<int> LongestPrefix { get; init; } = [];

    /// <summary>If not linearizable: the operation that could not be placed, as index into the history.</summary>
    public int? Blocked { get; init; }

    /// <summary>The verdict for people.</summary>
    public required string Text { get; init; }
}
