using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// Whether a reply means what it says: its vote covers the commitment of the block that holds its leaves. The vote's
/// signature
/// was checked before. Pure.
/// </summary>
public static class ReplyRules
{
    public static ReplyFault Check(Reply reply, SessionId session, Digest cluster, Configuration configuration)
    {
        if (reply.Session != session) return ReplyFault.WrongSession;
        if (reply.SignedCommitment.Cluster != cluster) return ReplyFault.WrongCluster;
        if (reply.Vote.Statement.Configuration != configuration.Number) return ReplyFault.WrongConfiguration;
        if (configuration.PlaceOf(reply.Vote.Statement.Sender) < 0) return ReplyFault.NotAMember;
        if (!CommitmentPath.Holds(reply.Path, reply.SignedCommitment, cluster)) return ReplyFault.BadPath;
        return reply.Proof.Verify(reply.Commitment.Results, LeafHashes(reply)) ? ReplyFault.None : ReplyFault.BadProof;
    }

    /// <summary>What the run proof is checked with.</summary>
    public static Digest[] LeafHashes(Reply reply)
    {
        var hashes = new Digest[reply.Leaves.Count];
        ResultLeaf.HashInto(reply.Leaves, hashes);
        return hashes;
    }

    internal static LieKind LieOf(ReplyFault fault) =>
        fault == ReplyFault.BadProof ? LieKind.BadProof : LieKind.BadPath;
}
