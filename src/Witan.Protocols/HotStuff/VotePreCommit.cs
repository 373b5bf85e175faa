using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>PRE-COMMIT vote of the basic mode: the sender holds the prepareQC, durably.</summary>
public sealed class VotePreCommit(
    ConfigurationNumber configuration, ReplicaId sender, View view, Digest node, Height height)
    : Vote(configuration, sender, view, node, height)
{
    public override byte Type => HotStuffMessageType.VotePreCommit;

    public override string Domain => "witan/hotstuff/vote-precommit/v1";

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (view, node, height) = ReadFields(ref reader);
        return reader.Failed ? null : new VotePreCommit(configuration, sender, view, node, height);
    }
}
