using Witan.Core.Application;

namespace Witan.Registry.State;

/// <summary>
/// What a transaction changed, so that it can be put back. Only a transaction can find out halfway that it must be
/// refused; outside of one nothing is noted.
/// </summary>
internal sealed class UndoLog(IOrderedMap latest, IOrderedMap history)
{
    private readonly List<Change> _changes = [];
    private Totals _before;
    private bool _active;

    public void Begin(in Totals totals)
    {
        _active = true;
        _before = totals;
    }

    public void Note(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? previous, byte[] historyKey)
    {
        if (_active) _changes.Add(new Change(key, previous, historyKey));
    }

    /// <returns>The figures at <see cref="Begin"/>.</returns>
    public Totals Undo()
    {
        for (var i = _changes.Count - 1; i >= 0; i--)
        {
            var change = _changes[i];
            if (change.Previous is { } previous) latest.Put(change.Key.Span, previous.Span);
            else latest.Delete(change.Key.Span);
            history.Delete(change.HistoryKey);
        }

        End();
        return _before;
    }

    public void End()
    {
        _active = false;
        _changes.Clear();
    }

    private readonly record struct Change(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte>? Previous, byte[] HistoryKey);
}
