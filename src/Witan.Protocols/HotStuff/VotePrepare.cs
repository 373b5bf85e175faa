using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>PREPARE vote of the basic mode: the node may be certified in this view.</summary>
public sealed class VotePrepare(
    ConfigurationNumber configuration, ReplicaId sender, View view, Digest node, Height height)
    : Vote(configuration, sender, view, node, height)
{
    public override byte Type => HotStuffMessageType.VotePrepare;

    public override string Domain => "witan/hotstuff/vote-prepare/v1";

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (view, node, height) = ReadFields(ref reader);
        return reader.Failed ? null : new VotePrepare(configuration, sender, view, node, height);
    }
}
