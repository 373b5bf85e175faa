using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>COMMIT vote of the basic mode: the sender is locked on the precommitQC, durably. A quorum
/// decides.</summary>
public sealed class VoteCommit(
    ConfigurationNumber configuration, ReplicaId sender, View view, Digest node, Height height)
    : Vote(configuration, sender, view, node, height)
{
    public override byte Type => HotStuffMessageType.VoteCommit;

    public override string Domain => "witan/hotstuff/vote-commit/v1";

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (view, node, height) = ReadFields(ref reader);
        return reader.Failed ? null : new VoteCommit(configuration, sender, view, node, height);
    }
}
