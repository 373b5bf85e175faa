namespace Witan.Registry;

/// <summary>The keys that a key and a range_end name, as etcd reads them. Keys are compared bytewise.</summary>
public readonly struct KeyRange
{
    private static ReadOnlySpan<byte> LowestKey => [0];

    private KeyRange(ReadOnlyMemory<byte> from, ReadOnlyMemory<byte>? to, bool single)
    {
        From = from;
        To = to;
        IsSingle = single;
    }

    /// <summary>The first key that can be in the range.</summary>
    public ReadOnlyMemory<byte> From { get; }

    /// <summary>The first key behind the range; null if it has no end. Not used for a single key.</summary>
    public ReadOnlyMemory<byte>? To { get; }

    /// <summary>One key and no other.</summary>
    public bool IsSingle { get; }

    /// <summary>Whether no key can be in the range: the end does not lie behind the start.</summary>
    public bool IsEmpty => !IsSingle && To is { } to && From.Span.SequenceCompareTo(to.Span) >= 0;

    /// <summary>Whether every key is in the range. Keys are not empty, so the byte 0 is the lowest.</summary>
    public bool IsEverything => !IsSingle && To is null && From.Span.SequenceCompareTo(LowestKey) <= 0;

    /// <param name="key">The first key.</param>
    /// <param name="rangeEnd">
    /// Empty: <paramref name="key"/> alone; one byte 0: every key from it on; else exclusive.
    /// </param>
    public static KeyRange Of(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> rangeEnd) => rangeEnd.Span switch
    {
        [] => new KeyRange(key, null, single: true),
        [0] => new KeyRange(key, null, single: false),
        _ => new KeyRange(key, rangeEnd, single: false),
    };

    /// <summary>All keys that begin with a prefix, which is not empty.</summary>
    /// <remarks>The end is the prefix with its last byte plus one; bytes 255 at the end are cut off first.</remarks>
    public static KeyRange OfPrefix(ReadOnlyMemory<byte> prefix) => Of(prefix, PrefixEnd(prefix.Span));

    /// <summary>The range_end that means "all keys with this prefix".</summary>
    public static byte[] PrefixEnd(ReadOnlySpan<byte> prefix)
    {
        var length = prefix.Length;
        while (length > 0 && prefix[length - 1] == byte.MaxValue) length--;
        if (length == 0) return [0];
        var end = prefix[..length].ToArray();
        end[length - 1]++;
        return end;
    }

    public bool Contains(ReadOnlySpan<byte> key)
    {
        if (IsSingle) return key.SequenceEqual(From.Span);
        return key.SequenceCompareTo(From.Span) >= 0 && (To is not { } to || key.SequenceCompareTo(to.Span) < 0);
    }
}
