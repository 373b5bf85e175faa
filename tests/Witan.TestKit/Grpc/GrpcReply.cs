namespace Witan.TestKit.Grpc;

/// <summary>What came back from a gRPC call.</summary>
/// <param name="HttpStatus">The status of HTTP.</param>
/// <param name="Status">grpc-status, from headers or trailers; -1 if there was none.</param>
/// <param name="Message">grpc-message, decoded.</param>
/// <param name="TrailersOnly">Whether the status came in the headers.</param>
/// <param name="Body">The bytes of the body: frames.</param>
/// <param name="Headers">The response's headers, by lower-case name.</param>
public sealed record GrpcReply(
    int HttpStatus, int Status, string Message, bool TrailersOnly, byte[] Body,
    IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>The one message of a unary reply, without its prefix.</summary>
    public byte[] Payload => Body is [0, _, _, _, _, ..] ? Body[5..] : [];
}
