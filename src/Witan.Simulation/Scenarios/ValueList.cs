using System.Runtime.CompilerServices;

namespace Witan.Simulation.Scenarios;

/// <summary>
/// An immutable list that equals another with the same items, so that records which hold lists compare by content.
/// </summary>
[CollectionBuilder(typeof(ValueLists), nameof(ValueLists.Of))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    internal static readonly ValueList<T> Empty = new([]);

    private readonly T[] _items;

    /// <param name="items">Owned by the list from here on.</param>
    internal ValueList(T[] items) => _items = items;

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public bool Equals(ValueList<T>? other) =>
        other is not null && _items.AsSpan().SequenceEqual(other._items, EqualityComparer<T>.Default);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <summary>By length alone: no order of any run may depend on hash codes.</summary>
    public override int GetHashCode() => _items.Length;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => _items.GetEnumerator();

    public override string ToString() => "[" + string.Join(", ", _items) + "]";
}
