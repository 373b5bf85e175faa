using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// Replica 2 prepares one block in view 0, which nobody else has seen, and another one in view 1, as it may. A liar
/// writes view 1 on its first vote: the two must not pass for a lie of replica 2.
/// </summary>
internal static class RelabelledVote
{
    private static readonly ReplicaId Liar = new(3);

    public static string? Play()
    {
        var cluster = new TestCluster();
        SignedStatement? first = null;
        var isSaid = false;
        cluster.Drop((_, to, m) =>
            to?.Value is (1 or 3) && m is SignedStatement { Statement: PrePrepare { View.Value: 0 } });
        cluster.Drop((_, _, m) =>
        {
            if (m is not SignedStatement { Statement: Prepare { Sender.Value: 2 } said } signed) return false;
            if (said.View.Value == 0) first ??= signed;
            if (said.View.Value == 1 && first is not null && !isSaid) isSaid = Relabel(cluster, first, said);
            return false;
        });
        var ticket = cluster.Client.Submit("a");
        if (!cluster.RunUntilDone(ticket)) return "no progress";
        cluster.World.Run(100_000);
        if (!isSaid) return "replica 2 did not vote twice";
        var lies = cluster[1].Replica!.DescribeStatus(0).Counters.Select(c => c.Key)
            .Where(name => name.StartsWith("lies.proved.R2.", StringComparison.Ordinal));
        return lies.Any() ? "a correct replica is proved to lie" : null;
    }

    private static bool Relabel(TestCluster cluster, SignedStatement first, Prepare second)
    {
        var vote = (Prepare)first.Statement;
        if (vote.Height != second.Height || vote.Digest == second.Digest) return false;
        var text = new Prepare(default, vote.Sender, second.View, vote.Height, vote.Digest);
        var bytes = new SignedStatement(text, first.Signature).Encoded.ToArray();
        cluster.World.After(5_000, () => cluster[1].Receive(Origin.Peer(Liar), bytes));
        return true;
    }
}
