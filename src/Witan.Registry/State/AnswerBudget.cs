namespace Witan.Registry.State;

/// <summary>
/// Keeps the answer to one request within <see cref="RegistryLimits.MaxResultBytes"/> before it is built, so that a
/// request that would answer with more is refused while it can still be undone.
/// </summary>
internal sealed class AnswerBudget(long bytes)
{
    /// <summary>No case of a result has more bytes beside its entries: a range has 22.</summary>
    private const int FixedBytes = 32;

    private long _left = bytes;

    public bool TryTakeResult() => TryTake(FixedBytes);

    public bool TryTakeEntry(KeyValue entry) => TryTake(entry.EncodedLength);

    private bool TryTake(int bytes)
    {
        if (bytes > _left) return false;
        _left -= bytes;
        return true;
    }
}
