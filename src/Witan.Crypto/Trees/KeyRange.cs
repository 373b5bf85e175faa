namespace Witan.Crypto.Trees;

/// <summary>The keys from <see cref="From"/> up to but without <see cref="To"/>, compared bytewise.</summary>
public readonly struct KeyRange
{
    private readonly byte[]? _from;

    /// <param name="from">The first key, which need not exist; empty for the start.</param>
    /// <param name="to">The first key beyond; null or empty for no end.</param>
    public KeyRange(byte[] from, byte[]? to)
    {
        _from = from;
        To = to is { Length: > 0 } ? to : null;
    }

    /// <summary>Every key.</summary>
    public static KeyRange All => default;

    public byte[] From => _from ?? [];

    /// <summary>The first key beyond the range; null for no end.</summary>
    public byte[]? To { get; }

    /// <summary>Whether no key can lie within.</summary>
    public bool IsEmpty => To is not null && From.AsSpan().SequenceCompareTo(To) >= 0;

    /// <summary>One key alone.</summary>
    public static KeyRange One(byte[] key) => new(key, Successor(key));

    /// <summary>All keys that begin with <paramref name="prefix"/>.</summary>
    public static KeyRange Prefix(byte[] prefix)
    {
        var length = prefix.Length;
        while (length > 0 && prefix[length - 1] == 0xFF) length--;
        if (length == 0) return new KeyRange(prefix, null);
        var to = prefix[..length];
        to[length - 1]++;
        return new KeyRange(prefix, to);
    }

    /// <summary>The smallest key above <paramref name="key"/>: the key and a zero byte.</summary>
    public static byte[] Successor(ReadOnlySpan<byte> key)
    {
        var next = new byte[key.Length + 1];
        key.CopyTo(next);
        return next;
    }

    public bool Contains(ReadOnlySpan<byte> key)
        => key.SequenceCompareTo(From) >= 0 && (To is null || key.SequenceCompareTo(To) < 0);
}
