namespace Witan.Registry;

/// <summary>
/// No key is put twice by one branch of a transaction, nor put where the branch deletes. The two branches of a nested
/// transaction may put the same key, since only one of them runs.
/// </summary>
/// <remarks>
/// As etcd 3.4, its oddities included: a delete with the range end "\0" overlaps nothing; a delete inside a nested
/// transaction is held against the puts of later siblings and of the level above, not against those of earlier
/// siblings.
/// </remarks>
internal sealed class OverlapRule
{
    private readonly SortedSet<ReadOnlyMemory<byte>> _puts = new(BytesComparer.Instance);
    private readonly List<Interval> _deletes = [];

    private OverlapRule()
    {
    }

    public static bool Holds(IReadOnlyList<RegistryRequest> operations) =>
        operations.Count == 0 || new OverlapRule().Collect(operations);

    private bool Collect(IReadOnlyList<RegistryRequest> operations)
    {
        foreach (var operation in operations)
        {
            if (operation is RegistryRequest.DeleteRange delete)
                _deletes.Add(new Interval(delete.Key, delete.RangeEnd));
        }

        foreach (var operation in operations)
        {
            if (operation is RegistryRequest.Txn nested && !CollectNested(nested)) return false;
        }

        foreach (var operation in operations)
        {
            if (operation is RegistryRequest.Put put && (IsDeleted(put.Key) || !_puts.Add(put.Key))) return false;
        }

        return true;
    }

    private bool CollectNested(RegistryRequest.Txn nested)
    {
        var success = new OverlapRule();
        var failure = new OverlapRule();
        if (!success.Collect(nested.Success) || !failure.Collect(nested.Failure)) return false;
        foreach (var key in success._puts)
        {
            if (IsDeleted(key) || !_puts.Add(key)) return false;
        }

        foreach (var key in failure._puts)
        {
            if (IsDeleted(key) || (!_puts.Add(key) && !success._puts.Contains(key))) return false;
        }

        _deletes.AddRange(success._deletes);
        _deletes.AddRange(failure._deletes);
        return true;
    }

    private bool IsDeleted(ReadOnlyMemory<byte> key)
    {
        foreach (var interval in _deletes)
        {
            if (interval.Contains(key.Span)) return true;
        }

        return false;
    }

    /// <summary>Unlike <see cref="KeyRange"/>, an end of "\0" is taken literally: nothing lies below it.</summary>
    private readonly record struct Interval(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> End)
    {
        public bool Contains(ReadOnlySpan<byte> key) => End.IsEmpty
            ? key.SequenceEqual(Key.Span)
            : key.SequenceCompareTo(Key.Span) >= 0 && key.SequenceCompareTo(End.Span) < 0;
    }
}
