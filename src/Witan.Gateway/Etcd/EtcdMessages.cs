using System.Buffers;
using Google.Protobuf;
using Witan.Gateway.Grpc;

namespace Witan.Gateway.Etcd;

/// <summary>Protobuf as the framing sees it.</summary>
internal static class EtcdMessages
{
    public static GrpcMarshaller<T> Of<T>(MessageParser<T> parser)
        where T : class, IMessage<T> =>
        new(bytes => Decode(parser, bytes), message => message.CalculateSize(),
            (message, output) => message.WriteTo(output));

    private static T? Decode<T>(MessageParser<T> parser, ReadOnlySequence<byte> bytes)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            // The library reports malformed bytes in no other way; the caller refuses the call and counts it.
            return null;
        }
    }
}
