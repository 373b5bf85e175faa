using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Dbft;

/// <summary>
/// The sender's block signature: it holds a quorum of preparations of this view, and signs no other block at this
/// height, in whatever view. A quorum of equal ones decides.
/// </summary>
/// <remarks>
/// Signed fields: height u64 | view u8 | block 32. The promise key has no view: S2, one commit of a validator at a
/// height, is what the safety of dBFT 2.0 stands on, so a second one is a lie that anybody can show.
/// </remarks>
public sealed class Commit(
    ConfigurationNumber configuration, ReplicaId sender, Height height, View view, Digest digest)
    : HeightStatement(configuration, sender, height, view)
{
    public Digest Digest { get; } = digest;

    public override byte Type => DbftMessageType.Commit;

    public override string Domain => "witan/dbft/commit/v1";

    public override PromiseKey? Promise => new PromiseKey(Configuration, Type, Height.Value, 0);

    /// <summary>Block and view: commits of two views do not add up (S5).</summary>
    public override Digest Subject
    {
        get
        {
            var writer = new CanonicalWriter(48);
            WriteFields(writer);
            return Sha256.Hash(writer.Written);
        }
    }

    public override void WriteFields(CanonicalWriter writer)
    {
        base.WriteFields(writer);
        writer.Digest(Digest);
    }

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (height, view) = ReadPlace(ref reader);
        var digest = reader.Digest();
        return reader.Failed ? null : new Commit(configuration, sender, height, view, digest);
    }
}
