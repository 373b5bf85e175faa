namespace Witan.Registry.State;

/// <summary>The maps of the registry and the keys of <see cref="Meta"/>. All of it is under the state root.</summary>
public static class MapNames
{
    /// <summary>Key -> <see cref="StoredEntry"/>, for every key that exists.</summary>
    public const string Latest = "latest";

    /// <summary>
    /// <see cref="HistoryKey"/> -> <see cref="StoredEntry"/> or tombstone, the newest of a key included.
    /// </summary>
    public const string History = "history";

    /// <summary>A few values about the whole store.</summary>
    public const string Meta = "meta";

    /// <summary>In meta: <see cref="State.Totals"/>. Absent in a fresh store.</summary>
    public static ReadOnlySpan<byte> Totals => "totals"u8;

    /// <summary>In meta: <see cref="HistorySweep"/>. Absent unless a compaction is under way.</summary>
    public static ReadOnlySpan<byte> Sweep => "sweep"u8;
}
