using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>One life of a client: its key and an incarnation that is strictly higher at every start.</summary>
public readonly record struct SessionId(PublicKey Client, ulong Incarnation) : IComparable<SessionId>
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = PublicKey.Size + 8;

    public int CompareTo(SessionId other)
    {
        var byKey = Client.CompareTo(other.Client);
        return byKey != 0 ? byKey : Incarnation.CompareTo(other.Incarnation);
    }

    public void Write(CanonicalWriter writer)
    {
        writer.PublicKey(Client);
        writer.U64(Incarnation);
    }

    public static SessionId Read(ref CanonicalReader reader) => new(reader.PublicKey(), reader.U64());

    public static bool operator <(SessionId left, SessionId right) => left.CompareTo(right) < 0;

    public static bool operator >(SessionId left, SessionId right) => left.CompareTo(right) > 0;

    public static bool operator <=(SessionId left, SessionId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SessionId left, SessionId right) => left.CompareTo(right) >= 0;
}
