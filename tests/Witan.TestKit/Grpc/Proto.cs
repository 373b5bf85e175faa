using System.Text;

namespace Witan.TestKit.Grpc;

/// <summary>
/// Protobuf messages written by hand, so that what the gateway reads was not written by the code under test.
/// </summary>
public sealed class Proto
{
    private readonly List<byte> _bytes = [];

    public static Proto Empty => new();

    public byte[] ToArray() => [.. _bytes];

    public Proto Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint(unchecked((ulong)value));
        return this;
    }

    public Proto Flag(int field) => Number(field, 1);

    public Proto Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    public Proto Text(int field, string value) => Bytes(field, Encoding.Latin1.GetBytes(value));

    public Proto Message(int field, Proto value) => Bytes(field, value.ToArray());

    /// <summary>Bytes as they are, well-formed or not.</summary>
    public Proto Raw(ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7) _bytes.Add((byte)((value & 0x7F) | 0x80));
        _bytes.Add((byte)value);
    }
}
