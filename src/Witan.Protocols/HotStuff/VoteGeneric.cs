using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>The one vote of the chained modes: it stands for every phase of the nodes below its own.</summary>
public sealed class VoteGeneric(
    ConfigurationNumber configuration, ReplicaId sender, View view, Digest node, Height height)
    : Vote(configuration, sender, view, node, height)
{
    public override byte Type => HotStuffMessageType.VoteGeneric;

    public override string Domain => "witan/hotstuff/vote-generic/v1";

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (view, node, height) = ReadFields(ref reader);
        return reader.Failed ? null : new VoteGeneric(configuration, sender, view, node, height);
    }
}
