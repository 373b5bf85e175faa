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
    /// <param name="reply">What a replica sent.</param>
    /// <param name="session">The client's.</param>
    /// <param name="cluster">The cluster id.</param>
    /// <param name="configuration">That of the vote.</param>
    /// <param name="proved">
    /// A reply whose proof was checked, or null. One that shows the same leaves by the same proof under the same root
    /// is compared with it and not hashed again.
    /// </param>
    public static ReplyFault Check(
        Reply reply, SessionId session, Digest cluster, Configuration configuration, Reply? proved = null)
    {
        if (reply.Session != session) return ReplyFault.WrongSession;
        if (reply.SignedCommitment.Cluster != cluster) return ReplyFault.WrongCluster;
        if (reply.Vote.Statement.Configuration != configuration.Number) return ReplyFault.WrongConfiguration;
        if (configuration.PlaceOf(reply.Vote.Statement.Sender) < 0) return ReplyFault.NotAMember;
        if (!CommitmentPath.Holds(reply.Path, reply.SignedCommitment, cluster)) return ReplyFault.BadPath;
        if (proved is not null && ShowTheSame(reply, proved)) return ReplyFault.None;
        return reply.Proof.Verify(reply.Commitment.Results, LeafHashes(reply)) ? ReplyFault.None : ReplyFault.BadProof;
    }

    /// <summary>What the run proof is checked with.</summary>
    public static Digest[] LeafHashes(Reply reply)
    {
        var hashes = new Digest[reply.Leaves.Count];
        ResultLeaf.HashInto(reply.Leaves, hashes);
        return hashes;
    }

    /// <summary>Whether all that the check of a proof depends on is equal.</summary>
    private static bool ShowTheSame(Reply one, Reply other)
    {
        if (one.Commitment.Results != other.Commitment.Results) return false;
        if (one.Leaves.Count != other.Leaves.Count || !one.Proof.IsSameAs(other.Proof)) return false;
        for (var i = 0; i < one.Leaves.Count; i++)
            if (!AreEqual(one.Leaves[i], other.Leaves[i])) return false;
        return true;
    }

    private static bool AreEqual(in ResultLeaf one, in ResultLeaf other) =>
        one.Number == other.Number && one.Request == other.Request && one.Session == other.Session
        && one.Result.Span.SequenceEqual(other.Result.Span);

    internal static LieKind LieOf(ReplyFault fault) =>
        fault == ReplyFault.BadProof ? LieKind.BadProof : LieKind.BadPath;
}
