using System.Buffers;
using System.Buffers.Binary;

namespace Witan.Gateway.Grpc;

/// <summary>The five bytes before each message: compressed flag u8, length u32 big-endian.</summary>
internal static class GrpcFrame
{
    public const int PrefixBytes = 5;

    /// <summary>Reads a prefix.</summary>
    /// <returns>False if there are fewer than five bytes.</returns>
    public static bool TryReadPrefix(in ReadOnlySequence<byte> buffer, out byte flag, out uint length)
    {
        flag = 0;
        length = 0;
        if (buffer.Length < PrefixBytes) return false;
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        buffer.Slice(0, PrefixBytes).CopyTo(prefix);
        flag = prefix[0];
        length = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        return true;
    }

    public static void Write<T>(IBufferWriter<byte> output, GrpcMarshaller<T> marshaller, T message)
        where T : class
    {
        var prefix = output.GetSpan(PrefixBytes);
        prefix[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)marshaller.Size(message));
        output.Advance(PrefixBytes);
        marshaller.Encode(message, output);
    }
}
