namespace Witan.Simulation.Attacks.Forging;

/// <summary>The last things of a kind; the oldest make room.</summary>
/// <param name="kept">How many.</param>
internal sealed class Recording<T>(int kept)
    where T : class
{
    private readonly List<T> _items = [];

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<T> Items => _items;

    /// <summary>What was recorded last is not recorded again: a broadcast is one thing.</summary>
    public void Add(T item)
    {
        if (_items.Count > 0 && ReferenceEquals(_items[^1], item)) return;
        if (_items.Count == kept) _items.RemoveAt(0);
        _items.Add(item);
    }
}
