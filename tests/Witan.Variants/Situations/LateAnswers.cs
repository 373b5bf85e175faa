using Witan.Core.Messages;
using Witan.Primitives;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// A client reads; somebody else writes, which replica 3 misses; the client reads again. The network is slow with the
/// new answers of the others and brings their old ones once more: the second read must see the write.
/// </summary>
internal static class LateAnswers
{
    public static string? Play()
    {
        var cluster = new TestCluster(new TestClusterOptions { Clients = 2 });
        var (writer, reader) = (cluster.Clients[0], cluster.Clients[1]);
        var answers = new List<(ReplicaId From, byte[] Bytes)>();
        cluster.Drop((from, _, m) =>
        {
            if (m is SignedStatement { Statement: ConfirmAnswer } && from is { Value: < 3 } replica)
                answers.Add((replica, m.Encoded.ToArray()));
            return false;
        });
        if (!cluster.RunUntilDone(writer.Submit("a"))) return "the first write was not acknowledged";
        var before = reader.Query("a");
        if (!cluster.World.RunUntil(() => reader.IsDone(before))) return "the first read was not answered";
        var old = answers.ToArray();
        if (reader.NumberOf(before) != 1 || old.Length < 3) return "the first read is of no use";

        cluster.Drop((from, to, _) => from is { } a && to is { } b && (a.Value == 3 || b.Value == 3));
        if (!cluster.RunUntilDone(writer.Submit("a"))) return "the second write was not acknowledged";
        cluster.Drop((from, to, m) =>
            to is null && from?.Value < 3 && m is ReadAnswer or SignedStatement { Statement: ConfirmAnswer });
        var after = reader.Query("a");
        foreach (var (from, bytes) in old) cluster.World.After(1_000, () => reader.Receive(from, bytes));
        cluster.World.Run(400_000);
        cluster.Heal();
        if (!cluster.World.RunUntil(() => reader.IsDone(after))) return "the second read was not answered";
        return reader.NumberOf(after) == 2 ? null : $"a read gave {reader.NumberOf(after)} after 2 was acknowledged";
    }
}
