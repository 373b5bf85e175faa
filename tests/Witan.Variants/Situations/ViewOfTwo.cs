using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// Replica 0 alone hears enough COMMITs and decides slot 1; replica 3 knows nothing of it. The leader of view 1, a
/// liar, opens it with the VIEW-CHANGEs of itself and of replica 3: two sets of two need not meet in a correct member,
/// so what was decided is not shown, and the liar proposes something else.
/// </summary>
internal static class ViewOfTwo
{
    private static readonly ReplicaId Liar = new(1);

    public static string? Play()
    {
        var cluster = new TestCluster();
        SignedStatement? asked = null;
        cluster.Drop((_, to, m) => to?.Value is (2 or 3)
            && m is Decisions or Progress { Executed.Value: > 0 } or SignedStatement { Statement: Commit });
        cluster.Drop((_, to, m) => to?.Value is 3 && m is SignedStatement { Statement: SlotStatement });
        cluster.Drop((_, _, m) =>
        {
            if (m is SignedStatement { Statement: ViewChange { Sender.Value: 3 } }) asked ??= (SignedStatement)m;
            return false;
        });
        cluster.Lie(1, (_, m) => m is SignedStatement { Statement: ViewChange or NewView } ? null : m);
        var ticket = cluster.Client.Submit("a");
        if (!cluster.World.RunUntil(() => asked is not null)) return "replica 3 asked for no view";
        if (cluster[0].Replica!.Executed.Value != 1) return "replica 0 has decided nothing";
        cluster.Heal();
        foreach (var victim in (int[])[2, 3]) OpenView(cluster, victim, asked!);
        if (!cluster.RunUntilDone(ticket)) return "no progress after healing";
        return cluster.AgreementFault();
    }

    private static void OpenView(TestCluster cluster, int victim, SignedStatement asked)
    {
        var view = new View(1);
        var own = cluster.Sign(1, new ViewChange(default, Liar, view, null, []));
        var block = new Block(new Height(1), new BlockTime(cluster.World.Now), []);
        foreach (var lie in (Statement[])
                 [
                     new NewView(default, Liar, view, [own, asked], []),
                     PrePrepare.Of(default, Liar, view, block),
                     new Commit(default, Liar, view, block.Height, block.Digest),
                 ])
            cluster[victim].Receive(Origin.Peer(Liar), cluster.Sign(1, lie).Encoded.ToArray());
    }
}
