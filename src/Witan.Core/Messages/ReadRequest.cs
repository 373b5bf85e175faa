using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Asks one replica for a certified height and the proofs of everything that a query reads there.</summary>
/// <param name="id">The client's number for the answer.</param>
/// <param name="minimum">The certified height must be at least this.</param>
/// <param name="kind">What to run.</param>
/// <param name="payload">Its argument, at most <see cref="Limits.MaxRequestBytes"/>.</param>
public sealed class ReadRequest(ulong id, Height minimum, ReadKind kind, ReadOnlyMemory<byte> payload) : Message
{
    public ulong Id { get; } = id;

    public Height Minimum { get; } = minimum;

    public ReadKind Kind { get; } = kind;

    public ReadOnlyMemory<byte> Payload { get; } = payload;

    public override byte Type => MessageType.Read;

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.U64(Id);
        writer.Height(Minimum);
        writer.U8((byte)Kind);
        writer.Bytes(Payload.Span);
    }

    public static ReadRequest? Read(ref CanonicalReader reader)
    {
        var id = reader.U64();
        var minimum = reader.Height();
        var kind = reader.U8();
        if (kind is not ((byte)ReadKind.Query or (byte)ReadKind.Results)) reader.Fail();
        var payload = reader.Bytes(Limits.MaxRequestBytes);
        return reader.Failed ? null : new ReadRequest(id, minimum, (ReadKind)kind, payload);
    }
}
