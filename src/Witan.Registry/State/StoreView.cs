using Witan.Core.Application;

namespace Witan.Registry.State;

/// <summary>What reading needs of the store, the same while a block is applied and over proofs.</summary>
/// <param name="Latest">The map <c>latest</c>.</param>
/// <param name="History">The map <c>history</c>.</param>
/// <param name="Totals">
/// The figures as of now. Inside a transaction that changed something their revision is the one that it makes.
/// </param>
internal readonly record struct StoreView(IOrderedMapView Latest, IOrderedMapView History, Totals Totals)
{
    public static StoreView Of(IStateView state) =>
        new(state.Map(MapNames.Latest), state.Map(MapNames.History), Totals.Load(state.Map(MapNames.Meta)));

    /// <summary>The entries of a range at a revision, by key, read lazily.</summary>
    /// <param name="keys">The range.</param>
    /// <param name="revision">From the compacted revision to the current one.</param>
    /// <returns>Keys and live stored entries.</returns>
    public IEnumerable<MapEntry> At(KeyRange keys, long revision)
    {
        if (keys.IsEmpty) return [];
        if (revision != Totals.Revision) return HistoryReader.At(History, keys, revision);
        if (!keys.IsSingle) return Latest.Range(keys.From, keys.To);
        return Latest.TryGet(keys.From.Span, out var stored) ? [new MapEntry(keys.From, stored)] : [];
    }

    public RegistryResult.Refused Refuse(RegistryError error) =>
        new() { Revision = Totals.Revision, CompactedRevision = Totals.Compacted, Error = error };
}
