namespace Witan.Storage.Journals;

/// <summary>What a journal may cost.</summary>
public sealed record JournalOptions
{
    /// <summary>
    /// Bytes of one segment, preallocated: a sealed segment is the unit of deletion, so a larger one is kept longer,
    /// a smaller one is made more often. 16 MiB hold some sixty thousand votes or eight of the largest bundles.
    /// </summary>
    public int SegmentBytes { get; init; } = 16 * 1024 * 1024;
}
