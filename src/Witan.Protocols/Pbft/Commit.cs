using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>The sender holds a prepared certificate for this block, durably. A quorum of equal ones decides, in
/// whatever view.</summary>
public sealed class Commit(ConfigurationNumber configuration, ReplicaId sender, View view, Height height, Digest digest)
    : SlotStatement(configuration, sender, view, height, digest)
{
    public override byte Type => PbftMessageType.Commit;

    public override string Domain => "witan/pbft/commit/v1";

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (view, height, digest) = ReadFields(ref reader);
        return reader.Failed ? null : new Commit(configuration, sender, view, height, digest);
    }
}
