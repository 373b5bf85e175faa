using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Evidence;

/// <summary>One kind of lie of one member under one configuration: the first pair of each is kept.</summary>
/// <param name="Member">Who lied.</param>
/// <param name="Type">The type of the two statements; see <see cref="Messages.MessageType"/>.</param>
/// <param name="Configuration">Under which membership both were said.</param>
public readonly record struct EvidenceKey(ReplicaId Member, byte Type, ConfigurationNumber Configuration)
    : IComparable<EvidenceKey>
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 4 + 1 + 8;

    public void Write(CanonicalWriter writer)
    {
        writer.Replica(Member);
        writer.U8(Type);
        writer.Configuration(Configuration);
    }

    public static EvidenceKey Read(ref CanonicalReader reader) =>
        new(reader.Replica(), reader.U8(), reader.Configuration());

    public int CompareTo(EvidenceKey other)
    {
        var order = Member.CompareTo(other.Member);
        if (order == 0) order = Type.CompareTo(other.Type);
        return order == 0 ? Configuration.CompareTo(other.Configuration) : order;
    }

    public static bool operator <(EvidenceKey left, EvidenceKey right) => left.CompareTo(right) < 0;

    public static bool operator >(EvidenceKey left, EvidenceKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(EvidenceKey left, EvidenceKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EvidenceKey left, EvidenceKey right) => left.CompareTo(right) >= 0;
}
