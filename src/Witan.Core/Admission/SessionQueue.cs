using Witan.Primitives;

namespace Witan.Core.Admission;

/// <summary>The pooled bundles of one session, by first number.</summary>
internal sealed class SessionQueue
{
    private readonly SortedList<ulong, PooledBundle> _bundles = [];

    public long Bytes { get; private set; }

    public bool IsEmpty => _bundles.Count == 0;

    public IList<PooledBundle> Bundles => _bundles.Values;

    /// <summary>Since when the bundle with the lowest number has been the lowest.</summary>
    public Instant OldestSince { get; private set; }

    public PooledBundle? Find(ulong first) => _bundles.GetValueOrDefault(first);

    public void Add(PooledBundle bundle, Instant now)
    {
        _bundles.Add(bundle.Bundle.First, bundle);
        Bytes += bundle.Bytes;
        if (_bundles.Count == 1) OldestSince = now;
    }

    public void Remove(PooledBundle bundle, Instant now)
    {
        var wasOldest = ReferenceEquals(_bundles.GetValueAtIndex(0), bundle);
        _bundles.Remove(bundle.Bundle.First);
        Bytes -= bundle.Bytes;
        if (wasOldest) OldestSince = now;
    }
}
