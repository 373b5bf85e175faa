using Witan.Core.Application;

namespace Witan.Registry.State;

/// <summary>
/// The maps while a block is applied. Changes of one request share one main revision, which <see cref="EndRequest"/>
/// makes the current one; figures are written back once, by <see cref="Flush"/>.
/// </summary>
internal sealed class Store
{
    private readonly IOrderedMap _latest;
    private readonly IOrderedMap _history;
    private readonly UndoLog _undo;
    private readonly Totals _loaded;
    private Totals _totals;
    private uint _changes;

    public Store(IState state)
    {
        _latest = state.Map(MapNames.Latest);
        _history = state.Map(MapNames.History);
        Meta = state.Map(MapNames.Meta);
        _loaded = _totals = Totals.Load(Meta);
        _undo = new UndoLog(_latest, _history);
    }

    public IOrderedMap Meta { get; }

    public IOrderedMapView History => _history;

    /// <summary>What a read sees now: a request that changed something has its revision already.</summary>
    public StoreView View => new(_latest, _history, _totals with { Revision = SeenRevision });

    /// <summary>The revision that the next change gets.</summary>
    public long ChangeRevision => _totals.Revision + 1;

    private long SeenRevision => _changes > 0 ? ChangeRevision : _totals.Revision;

    /// <summary>The entry of a key and its stored form.</summary>
    public bool TryGet(ReadOnlyMemory<byte> key, out StoredEntry entry, out ReadOnlyMemory<byte> stored)
    {
        var found = _latest.TryGet(key.Span, out stored);
        entry = found ? StoredEntry.Parse(stored) : default;
        return found;
    }

    /// <param name="key">Not empty.</param>
    /// <param name="entry">With <see cref="ChangeRevision"/> as its mod revision.</param>
    /// <param name="previous">The stored form before; null if the key is new.</param>
    public void Put(ReadOnlyMemory<byte> key, in StoredEntry entry, ReadOnlyMemory<byte>? previous)
    {
        var stored = entry.ToArray();
        var historyKey = NextHistoryKey(key.Span);
        _undo.Note(key, previous, historyKey);
        _latest.PutOwned(key.ToArray(), stored);
        _history.PutOwned(historyKey, stored);
        var grown = previous is { } old ? stored.Length - old.Length : key.Length + stored.Length;
        Count(previous is null ? 1 : 0, grown + historyKey.Length + stored.Length);
    }

    /// <param name="key">A key that exists.</param>
    /// <param name="previous">Its stored form.</param>
    public void Delete(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> previous)
    {
        var historyKey = NextHistoryKey(key.Span);
        _undo.Note(key, previous, historyKey);
        if (!_latest.Delete(key.Span)) throw new InvalidOperationException("a key to delete is not there");
        _history.Put(historyKey, StoredEntry.Tombstone);
        Count(-1, historyKey.Length + StoredEntry.Tombstone.Length - key.Length - previous.Length);
    }

    /// <summary>Takes a version out of the history that no read may ask for any more.</summary>
    public void Forget(MapEntry version)
    {
        if (!_history.Delete(version.Key.Span)) throw new InvalidOperationException("a version to forget is not there");
        _totals = _totals with { Bytes = _totals.Bytes - version.Key.Length - version.Value.Length };
    }

    public void Compact(long revision) => _totals = _totals with { Compacted = revision };

    /// <summary>From here until the request ends, changes can be undone.</summary>
    public void BeginTransaction() => _undo.Begin(_totals);

    /// <summary>Puts everything back as it was at <see cref="BeginTransaction"/>.</summary>
    public void Undo()
    {
        _totals = _undo.Undo();
        _changes = 0;
    }

    /// <summary>Makes the changes of the request one revision; a request without changes makes none.</summary>
    public void EndRequest()
    {
        _totals = _totals with { Revision = SeenRevision };
        _changes = 0;
        _undo.End();
    }

    public void Flush()
    {
        if (_totals != _loaded) _totals.Store(Meta);
    }

    private byte[] NextHistoryKey(ReadOnlySpan<byte> key) =>
        HistoryKey.Of(key, new Revision(ChangeRevision, _changes));

    private void Count(int keys, long bytes)
    {
        _changes++;
        _totals = _totals with { Keys = _totals.Keys + keys, Bytes = _totals.Bytes + bytes };
    }
}
