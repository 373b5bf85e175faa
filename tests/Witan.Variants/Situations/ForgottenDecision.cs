using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// A write is acknowledged by replica 1, by replica 3, which only fetched the decision, and by a liar; replica 2 does
/// not know of it yet. Replica 3 stops right after its word left and loses what was not flushed. The liar denies the
/// write, replica 2 knows no better, and so what replica 3 remembers decides whether a read sees it. It must.
/// </summary>
internal static class ForgottenDecision
{
    private static readonly ReplicaId Liar = new(0);

    public static string? Play()
    {
        var cluster = new TestCluster(new TestClusterOptions { Clients = 2 });
        var (writer, reader) = (cluster.Clients[0], cluster.Clients[1]);
        if (!cluster.RunUntilDone(writer.Submit("a"))) return "the first write was not acknowledged";
        if (OldVote(cluster, reader) is not { } old) return "the first read was not answered";

        StopAfterReply(cluster);
        cluster.Drop((_, to, m) => to?.Value == 3 && m is SignedStatement { Statement: SlotStatement });
        cluster.Drop((_, to, m) =>
            to?.Value == 2 && m is Decisions or Progress or SignedStatement { Statement: Commit });
        if (!cluster.RunUntilDone(writer.Submit("a"))) return "the second write was not acknowledged";
        if (cluster[3].IsUp || cluster[2].Replica!.Executed.Value != 1)
            return "the second write does not rest on replica 3";

        cluster.Drop((from, to, _) => from is not null && to?.Value is (2 or 3));
        cluster.Drop((from, to, m) => to is null && (from?.Value == 1 || (from == Liar && m is ReadAnswer)));
        cluster.Lie(0, (_, m) => m is SignedStatement { Statement: ConfirmAnswer said }
            ? cluster.Sign(0, new ConfirmAnswer(default, Liar, said.Nonce, old)) : m);
        cluster[3].Start();
        cluster.World.Run(10_000);
        var read = reader.Query("a");
        cluster.World.Run(300_000);
        cluster.Heal();
        if (!cluster.World.RunUntil(() => reader.IsDone(read))) return "the second read was not answered";
        return reader.NumberOf(read) == 2 ? null : $"a read gave {reader.NumberOf(read)} after 2 was acknowledged";
    }

    /// <summary>What the liar signed of height 1, seen in its answer to a read.</summary>
    private static SignedStatement? OldVote(TestCluster cluster, TestClient reader)
    {
        SignedStatement? vote = null;
        cluster.Drop((_, _, m) =>
        {
            if (m is SignedStatement { Statement: ConfirmAnswer { Sender.Value: 0 } said }) vote ??= said.Vote;
            return false;
        });
        var read = reader.Query("a");
        return cluster.World.RunUntil(() => reader.IsDone(read)) && reader.NumberOf(read) == 1 ? vote : null;
    }

    /// <summary>Sooner than a flush takes.</summary>
    private static void StopAfterReply(TestCluster cluster)
    {
        var isStopped = false;
        cluster.Drop((from, _, m) =>
        {
            if (isStopped || from?.Value != 3 || m is not Reply) return false;
            isStopped = true;
            cluster.World.After(cluster.Options.FlushDelay / 2, () => cluster[3].Crash());
            return false;
        });
    }
}
