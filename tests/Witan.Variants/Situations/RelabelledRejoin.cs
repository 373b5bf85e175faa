using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Reconfiguration;
using Witan.Primitives;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// Replica 3 lost its memory, asked to join anew and is back under configuration 1. A liar writes that number on the
/// old request: what was asked for once happens once.
/// </summary>
internal static class RelabelledRejoin
{
    private static readonly ReplicaId Liar = new(2);

    public static string? Play()
    {
        var cluster = new TestCluster();
        SignedStatement? asked = null;
        cluster.Drop((_, _, m) =>
        {
            if (m is SignedStatement { Statement: Rejoin } request) asked ??= request;
            return false;
        });
        cluster[3].Crash();
        cluster[3].LoseDisk();
        cluster[3].Start();
        if (!cluster.World.RunUntil(() => cluster.Replicas.All(r => NumberAt(r) == 1))) return "replica 3 is not back";
        var text = new Rejoin(new ConfigurationNumber(1), new ReplicaId(3), ((Rejoin)asked!.Statement).Loss);
        var bytes = new SignedStatement(text, asked.Signature).Encoded.ToArray();
        foreach (var place in (int[])[0, 1]) cluster[place].Receive(Origin.Peer(Liar), bytes);
        for (var i = 0; i < 40; i++)
            if (!cluster.RunUntilDone(cluster.Client.Submit("a"))) return "no progress";
        return NumberAt(cluster[0]) == 1 ? null : "one request to join anew led to two changes of configuration";
    }

    private static ulong NumberAt(TestReplica replica) => replica.Replica!.Configurations.Newest.Number.Value;
}
