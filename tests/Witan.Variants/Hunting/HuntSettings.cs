namespace Witan.Variants.Hunting;

/// <summary>How far a hunt goes for a variant that nothing kills.</summary>
public sealed record HuntSettings
{
    /// <summary>Consecutive seeds of each scenario file.</summary>
    public ulong FileSeeds { get; init; } = 3;

    /// <summary>Seeds of exploration, from 0.</summary>
    public ulong ExplorationSeeds { get; init; } = 200;

    /// <summary>Sizes of the clusters that exploration draws for each seed.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [4, 7];

    /// <summary>Processor time after which a trial counts as endless.</summary>
    public TimeSpan Bound { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Play only what the table names.</summary>
    public bool OnlyTable { get; init; }

    /// <summary>One JSON object per line instead of text.</summary>
    public bool Json { get; init; }

    /// <summary>
    /// A file of lines as --json writes them: what is in it is not hunted again, what is found is added.
    /// </summary>
    public string? Results { get; init; }

    /// <summary>Variants by name; empty: all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];
}
