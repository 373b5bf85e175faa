using System.Buffers;

namespace Witan.Gateway.Grpc;

/// <summary>How messages of one type become bytes and back. The framing knows nothing else about them.</summary>
/// <param name="Decode">Null if the bytes are not a message of the type. The memory is valid only during the
/// call.</param>
/// <param name="Size">The exact number of bytes that <paramref name="Encode"/> writes.</param>
/// <param name="Encode">Writes the message.</param>
public sealed record GrpcMarshaller<T>(
    Func<ReadOnlySequence<byte>, T?> Decode, Func<T, int> Size, Action<T, IBufferWriter<byte>> Encode)
    where T : class;
