using Witan.Core.Messages;
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

    /// <summary>
    /// Whether a pooled bundle gives one of these numbers to another request. A bundle has a bounded number of
    /// requests, so only its neighbours are looked at.
    /// </summary>
    public bool Contradicts(Bundle bundle)
    {
        var lowest = bundle.First - Math.Min(bundle.First, Limits.MaxBundleRequests);
        for (var i = IndexOfFirstFrom(lowest); i < _bundles.Count; i++)
        {
            var pooled = _bundles.GetValueAtIndex(i).Bundle;
            if (pooled.First >= bundle.End) return false;
            if (pooled.Digest != bundle.Digest && ClientLies.Contradict(pooled, bundle)) return true;
        }

        return false;
    }

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

    /// <summary>The place of the lowest bundle that begins at this number or above.</summary>
    private int IndexOfFirstFrom(ulong number)
    {
        var (low, high) = (0, _bundles.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_bundles.GetKeyAtIndex(middle) < number) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
