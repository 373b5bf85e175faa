using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// The leader proposes one block to replica 1 and another one to replica 2, and sends each a PREPARE for it as well.
/// With it either has three votes of only two members: no block has a quorum, so nobody may commit (S1).
/// </summary>
internal static class VotingLeader
{
    private static readonly ReplicaId Liar = new(0);

    public static string? Play()
    {
        var cluster = new TestCluster();
        var committed = new SortedDictionary<uint, Digest>();
        cluster.Drop((_, _, message) =>
        {
            if (message is SignedStatement { Statement: Commit { Height.Value: 1, View.Value: 0 } said })
                committed[said.Sender.Value] = said.Digest;
            return false;
        });
        cluster.Lie(0, (_, _) => null);
        foreach (var victim in (int[])[1, 2])
        {
            var block = new Block(new Height(1), new BlockTime(cluster.World.Now + victim), []);
            Say(cluster, victim, PrePrepare.Of(default, Liar, default, block));
            Say(cluster, victim, new Prepare(default, Liar, default, block.Height, block.Digest));
        }

        cluster.World.Run(200_000);
        return committed.Count == 0 ? null : "committed without a quorum by " + string.Join(", ", committed.Keys);
    }

    private static void Say(TestCluster cluster, int to, Statement statement) =>
        cluster[to].Receive(Origin.Peer(Liar), cluster.Sign(0, statement).Encoded.ToArray());
}
