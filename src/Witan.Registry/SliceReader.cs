using Witan.Primitives.Encoding;

namespace Witan.Registry;

/// <summary>
/// The canonical reader over memory that outlives the read, so that keys and values of a request are slices of its
/// bytes instead of copies. Never throws, as the reader below it.
/// </summary>
internal ref struct SliceReader(ReadOnlyMemory<byte> source)
{
    private readonly ReadOnlyMemory<byte> _source = source;
    private CanonicalReader _reader = new(source.Span);

    public readonly bool Failed => _reader.Failed;

    public readonly bool Complete => _reader.Complete;

    public void Fail() => _reader.Fail();

    public byte U8() => _reader.U8();

    public bool Bool() => _reader.Bool();

    public long I64() => _reader.I64();

    public int Count(int limit, int minimumElementBytes) => _reader.Count(limit, minimumElementBytes);

    /// <summary>A number that counts or names something that exists: negative fails.</summary>
    public long NonNegative()
    {
        var value = _reader.I64();
        if (value < 0) Fail();
        return value;
    }

    /// <summary>A byte of which only the bits in <paramref name="known"/> may be set.</summary>
    public byte Flags(byte known)
    {
        var flags = _reader.U8();
        if ((flags & ~known) != 0) Fail();
        return flags;
    }

    /// <summary>Bytes behind a u32 length; a view into the source.</summary>
    public ReadOnlyMemory<byte> Slice()
    {
        var length = _reader.BytesView(_reader.Remaining).Length;
        return Failed ? default : _source.Slice(_source.Length - _reader.Remaining - length, length);
    }
}
