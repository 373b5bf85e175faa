using Witan.Primitives.Encoding;

namespace Witan.Primitives.Membership;

/// <summary>One replica of a configuration.</summary>
/// <param name="Id">Stable; survives changes of keys and addresses.</param>
/// <param name="Organisation">Who runs it; at most <see cref="Limits.MaxNameBytes"/> bytes of UTF-8.</param>
/// <param name="StatementKey">Ed25519: verifies its statements.</param>
/// <param name="TlsPin">SHA-256 of the SPKI of its ECDSA P-256 key: what a peer checks instead of a certificate
/// authority.</param>
/// <param name="Address">host:port where peers and clients reach it.</param>
/// <param name="Weight">Votes, at least 1. Always 1 in quorum mode 0.</param>
public sealed record Member(
    ReplicaId Id, string Organisation, PublicKey StatementKey, Digest TlsPin, string Address, uint Weight)
{
    /// <summary>The fewest bytes an encoded member can take.</summary>
    public const int MinimumBytes = 4 + 4 + PublicKey.Size + Digest.Size + 4 + 4;

    public void Write(CanonicalWriter writer)
    {
        writer.Replica(Id);
        writer.Text(Organisation);
        writer.PublicKey(StatementKey);
        writer.Digest(TlsPin);
        writer.Text(Address);
        writer.U32(Weight);
    }

    public static Member Read(ref CanonicalReader reader)
    {
        var member = new Member(
            reader.Replica(), reader.Text(Limits.MaxNameBytes), reader.PublicKey(), reader.Digest(),
            reader.Text(Limits.MaxAddressBytes), reader.U32());
        if (member.Weight == 0) reader.Fail();
        return member;
    }
}
