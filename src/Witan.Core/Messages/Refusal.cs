using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>A replica tells a client that it did not take a bundle. Unsigned: it proves nothing.</summary>
public sealed class Refusal(SessionId session, ulong first, RefusalReason reason) : Message
{
    public SessionId Session { get; } = session;

    /// <summary>Of the bundle.</summary>
    public ulong First { get; } = first;

    public RefusalReason Reason { get; } = reason;

    public override byte Type => MessageType.Refusal;

    public override void WriteBody(CanonicalWriter writer)
    {
        Session.Write(writer);
        writer.U64(First);
        writer.U8((byte)Reason);
    }

    public static Refusal? Read(ref CanonicalReader reader)
    {
        var session = SessionId.Read(ref reader);
        var first = reader.U64();
        var reason = reader.U8();
        if (reason is < (byte)RefusalReason.Busy or > (byte)RefusalReason.OutOfWindow) reader.Fail();
        return reader.Failed ? null : new Refusal(session, first, (RefusalReason)reason);
    }
}
