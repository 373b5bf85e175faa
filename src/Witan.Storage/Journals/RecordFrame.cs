using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Storage.Journals;

/// <summary>
/// The header of one record in a segment: marker u8 | length u32 | sequence u64 | origin u64 | place u32 | body sum
/// u32 | header sum u32 | kind u8, then the body and an end mark. First and last byte of header and the last of the
/// whole are never 0, so a sector that was never written shows.
/// </summary>
/// <param name="Kind">Of the record, not 0.</param>
/// <param name="Length">Bytes of the body.</param>
/// <param name="Sequence">Place in the journal; consecutive over all segments, from 1.</param>
/// <param name="Origin">The sequence under which it was first written: less than its own for a record carried
/// forward.</param>
/// <param name="Place">How many records stand before it since the last flush: all below sequence - place were durable
/// when this was written, which tells a tear from damage.</param>
/// <param name="BodySum">Checksum of the body.</param>
internal readonly record struct RecordFrame(
    byte Kind, int Length, ulong Sequence, ulong Origin, uint Place, uint BodySum)
{
    public const int HeaderSize = 1 + 4 + 8 + 8 + 4 + 4 + 4 + 1;

    /// <summary>Bytes of a record beside its body.</summary>
    public const int Overhead = HeaderSize + 1;

    /// <summary>Bytes of one body: what a record holds arrived in one frame, plus the record's own fields.</summary>
    public const int MaxBodyBytes = 2 * Limits.MaxFrameBytes;

    public const byte Marker = 0xB5;
    private const byte EndMark = 0xE7;

    /// <summary>The first sequence of the group that was written with one flush.</summary>
    public ulong GroupStart => Sequence - Place;

    public int Size => Length + Overhead;

    public static uint Sum(uint seed, ReadOnlySpan<byte> body) => Crc32C.Compute(seed, body);

    public void Write(CanonicalWriter writer, uint seed, ReadOnlySpan<byte> body)
    {
        writer.U8(Marker);
        var start = writer.Length;
        writer.U32((uint)Length);
        writer.U64(Sequence);
        writer.U64(Origin);
        writer.U32(Place);
        writer.U32(BodySum);
        writer.U32(HeaderSum(seed, writer.Written[start..], Kind));
        writer.U8(Kind);
        writer.Raw(body);
        writer.U8(EndMark);
    }

    /// <summary>The header at the start of <paramref name="bytes"/>, if there is an intact one.</summary>
    public static RecordFrame? ReadHeader(ReadOnlySpan<byte> bytes, uint seed)
    {
        if (bytes.Length < HeaderSize || bytes[0] != Marker) return null;
        var kind = bytes[HeaderSize - 1];
        var reader = new CanonicalReader(bytes[1..HeaderSize]);
        var length = reader.U32();
        var frame = new RecordFrame(kind, 0, reader.U64(), reader.U64(), reader.U32(), reader.U32());
        if (reader.U32() != HeaderSum(seed, bytes[1..(HeaderSize - 5)], kind)) return null;
        if (kind == 0 || length > MaxBodyBytes || frame.Place >= frame.Sequence) return null;
        return frame with { Length = (int)length };
    }

    /// <summary>The body, if it is whole and as written. <paramref name="bytes"/> starts at the header.</summary>
    public bool TryBody(ReadOnlySpan<byte> bytes, uint seed, out ReadOnlySpan<byte> body)
    {
        body = default;
        if (bytes.Length < Size || bytes[Size - 1] != EndMark) return false;
        body = bytes.Slice(HeaderSize, Length);
        return Sum(seed, body) == BodySum;
    }

    // The kind stands behind the sum, to keep the last byte of the header from being 0; it is summed all the same.
    private static uint HeaderSum(uint seed, ReadOnlySpan<byte> fields, byte kind) =>
        Crc32C.Compute(Crc32C.Compute(seed, fields), [kind]);
}
