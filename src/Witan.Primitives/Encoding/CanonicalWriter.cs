using System.Buffers.Binary;

namespace Witan.Primitives.Encoding;

/// <summary>
/// Writes the one canonical encoding: fixed-width little-endian integers, bytes behind a u32 length. Grows as needed
/// and is reused with <see cref="Clear"/>; <see cref="Written"/> is valid until the next write.
/// </summary>
public sealed class CanonicalWriter
{
    private byte[] _buffer;
    private int _length;

    // Nothing is read before it was written, so a buffer need not be cleared.
    public CanonicalWriter(int capacity = 256) => _buffer = GC.AllocateUninitializedArray<byte>(capacity);

    public int Length => _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>
    /// The same bytes as <see cref="Written"/>, for a caller that hands them on without a copy and forgets the writer.
    /// </summary>
    public ReadOnlyMemory<byte> WrittenMemory => _buffer.AsMemory(0, _length);

    public byte[] ToArray() => Written.ToArray();

    /// <summary>
    /// What is written, as an array of the caller's own; the writer is empty afterwards. Copies nothing if the writer
    /// was made with exactly the capacity that was needed.
    /// </summary>
    public byte[] Take()
    {
        var bytes = _length == _buffer.Length ? _buffer : ToArray();
        _buffer = [];
        _length = 0;
        return bytes;
    }

    public void Clear() => _length = 0;

    public void U8(byte value) => Reserve(1)[0] = value;

    public void Bool(bool value) => U8(value ? (byte)1 : (byte)0);

    public void U16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Reserve(2), value);

    public void U32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);

    public void U64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);

    public void I64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(8), value);

    /// <summary>Bytes whose length the layout fixes.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    /// <summary>A u32 length and the bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        U32((uint)bytes.Length);
        Raw(bytes);
    }

    /// <summary>A u32 length and the UTF-8 bytes.</summary>
    public void Text(string text)
    {
        var length = System.Text.Encoding.UTF8.GetByteCount(text);
        U32((uint)length);
        System.Text.Encoding.UTF8.GetBytes(text, Reserve(length));
    }

    /// <summary>How many elements follow.</summary>
    public void Count(int count) => U32((uint)count);

    public void Digest(Digest digest) => digest.CopyTo(Reserve(Primitives.Digest.Size));

    public void PublicKey(PublicKey key) => key.CopyTo(Reserve(Primitives.PublicKey.Size));

    public void Signature(in Signature signature) => signature.CopyTo(Reserve(Primitives.Signature.Size));

    public void Height(Height height) => U64(height.Value);

    public void View(View view) => U64(view.Value);

    public void Replica(ReplicaId replica) => U32(replica.Value);

    public void Configuration(ConfigurationNumber number) => U64(number.Value);

    public void Time(BlockTime time) => I64(time.Microseconds);

    private Span<byte> Reserve(int count)
    {
        var needed = _length + count;
        if (needed > _buffer.Length) Grow(needed);
        var span = _buffer.AsSpan(_length, count);
        _length = needed;
        return span;
    }

    private void Grow(int needed)
    {
        var larger = GC.AllocateUninitializedArray<byte>(Math.Max(needed, _buffer.Length * 2));
        Written.CopyTo(larger);
        _buffer = larger;
    }
}
