using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>A backup accepts the proposal of a slot: its promise to prepare no other block there in this
/// view.</summary>
public sealed class Prepare(ConfigurationNumber configuration, ReplicaId sender, View view, Height height,
    Digest digest)
    : SlotStatement(configuration, sender, view, height, digest)
{
    public override byte Type => PbftMessageType.Prepare;

    public override string Domain => "witan/pbft/prepare/v1";

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (view, height, digest) = ReadFields(ref reader);
        return reader.Failed ? null : new Prepare(configuration, sender, view, height, digest);
    }
}
