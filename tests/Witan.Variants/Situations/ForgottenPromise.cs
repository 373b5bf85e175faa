using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// Replica 2 stops in the moment in which a promise of it leaves, with all that was not flushed lost. When it is back
/// the leader of view 0, a liar, asks for what the promise forbids: with a proposal for slot 1 that is new to it.
/// </summary>
internal static class ForgottenPromise
{
    private static readonly ReplicaId Liar = new(0);

    /// <summary>The leader has shown its first proposal to replica 2 alone, which prepares it.</summary>
    public static string? OfPrepare()
    {
        var cluster = new TestCluster();
        cluster.Drop((from, to, m) => from == Liar && to?.Value is (1 or 3) && m.Type == PbftMessageType.PrePrepare);
        return Play(cluster, statement => statement is Prepare);
    }

    /// <summary>The leader shows its first proposal to nobody, until replica 2 asks for view 1.</summary>
    public static string? OfViewChange()
    {
        var cluster = new TestCluster();
        cluster.Drop((from, _, m) => from == Liar && m.Type == PbftMessageType.PrePrepare);
        return Play(cluster, statement => statement is ViewChange);
    }

    private static string? Play(TestCluster cluster, Func<Statement, bool> isPromise)
    {
        var ledger = new Ledger();
        var isStopped = false;
        cluster.Drop((_, _, m) =>
        {
            ledger.Note(m);
            if (isStopped || m is not SignedStatement { Statement: { Sender.Value: 2 } said }) return false;
            if (!isPromise(said)) return false;
            isStopped = true;
            cluster.World.After(0, () => cluster[2].Crash());
            return false;
        });
        cluster.Client.Submit("a");
        if (!cluster.World.RunUntil(() => isStopped && !cluster[2].IsUp)) return "replica 2 promised nothing";
        cluster.World.Run(20_000);
        cluster[2].Start();
        var other = new Block(new Height(1), new BlockTime(cluster.World.Now), []);
        var lie = cluster.Sign(0, PrePrepare.Of(default, Liar, default, other));
        cluster[2].Receive(Origin.Peer(Liar), lie.Encoded.ToArray());
        cluster.World.Run(50_000);
        return ledger.Fault;
    }
}
