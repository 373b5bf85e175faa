using System.Buffers.Binary;
using System.Text;

namespace Witan.Primitives.Encoding;

/// <summary>
/// Reads the canonical encoding from bytes nobody trusts. It never throws: the first fault sets <see cref="Failed"/>,
/// later reads give defaults, and a decoder asks <see cref="Complete"/> once at its end. Every length is held against
/// the caller's limit and against what is left before anything is allocated.
/// </summary>
public ref struct CanonicalReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ReadOnlySpan<byte> _rest;

    public CanonicalReader(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>Whether any read so far was refused.</summary>
    public bool Failed { get; private set; }

    /// <summary>No fault, and no byte left: trailing bytes are refused.</summary>
    public readonly bool Complete => !Failed && _rest.IsEmpty;

    public readonly int Remaining => _rest.Length;

    /// <summary>Marks the value as not canonical: a rule of the layout that widths cannot express was broken.</summary>
    public void Fail()
    {
        Failed = true;
        _rest = default;
    }

    public byte U8()
    {
        var bytes = Take(1);
        return bytes.IsEmpty ? (byte)0 : bytes[0];
    }

    /// <summary>One byte, 0 or 1; any other fails.</summary>
    public bool Bool()
    {
        var value = U8();
        if (value > 1) Fail();
        return value == 1;
    }

    public ushort U16()
    {
        var bytes = Take(2);
        return bytes.IsEmpty ? (ushort)0 : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }

    public uint U32()
    {
        var bytes = Take(4);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes);
    }

    public ulong U64()
    {
        var bytes = Take(8);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    public long I64()
    {
        var bytes = Take(8);
        return bytes.IsEmpty ? 0 : BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <summary>A fixed number of bytes; a view into the input.</summary>
    public ReadOnlySpan<byte> Raw(int count) => Take(count);

    /// <summary>Bytes behind a u32 length of at most <paramref name="limit"/>; a view into the input.</summary>
    public ReadOnlySpan<byte> BytesView(int limit)
    {
        var length = U32();
        if (length > (uint)limit || length > (uint)_rest.Length)
        {
            Fail();
            return default;
        }

        return Take((int)length);
    }

    /// <summary>
    /// Bytes behind a u32 length of at most <paramref name="limit"/>, copied: the input's buffer may be reused.
    /// </summary>
    public byte[] Bytes(int limit) => BytesView(limit).ToArray();

    /// <summary>UTF-8 text behind a u32 length; ill-formed UTF-8 fails.</summary>
    public string Text(int limit)
    {
        var bytes = BytesView(limit);
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            Fail();
            return string.Empty;
        }

        return StrictUtf8.GetString(bytes);
    }

    /// <summary>
    /// A number of elements, at most <paramref name="limit"/>, and no more than the bytes left could hold.
    /// </summary>
    /// <param name="limit">The most elements the layout allows.</param>
    /// <param name="minimumElementBytes">The fewest bytes one element can take, at least 1.</param>
    public int Count(int limit, int minimumElementBytes)
    {
        var count = U32();
        if (count > (uint)limit || count > (uint)(_rest.Length / minimumElementBytes))
        {
            Fail();
            return 0;
        }

        return (int)count;
    }

    public Digest Digest()
    {
        var bytes = Take(Primitives.Digest.Size);
        return bytes.IsEmpty ? default : new Digest(bytes);
    }

    public PublicKey PublicKey()
    {
        var bytes = Take(Primitives.PublicKey.Size);
        return bytes.IsEmpty ? default : new PublicKey(bytes);
    }

    public Signature Signature()
    {
        var bytes = Take(Primitives.Signature.Size);
        return bytes.IsEmpty ? default : new Signature(bytes);
    }

    /// <summary>
    /// A height of at most <see cref="Limits.MaxCounter"/>: arithmetic on what was read cannot overflow.
    /// </summary>
    public Height Height() => new(Counter());

    /// <summary>A view of at most <see cref="Limits.MaxCounter"/>.</summary>
    public View View() => new(Counter());

    public ReplicaId Replica() => new(U32());

    /// <summary>A configuration number of at most <see cref="Limits.MaxCounter"/>.</summary>
    public ConfigurationNumber Configuration() => new(Counter());

    public BlockTime Time() => new(I64());

    private ulong Counter()
    {
        var value = U64();
        if (value <= Limits.MaxCounter) return value;
        Fail();
        return 0;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || count > _rest.Length)
        {
            Fail();
            return default;
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
