using System.Text;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Reconfiguration;
using Witan.Crypto;
using Witan.Primitives;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>What tests about changes of configuration have in common.</summary>
internal static class Reconfiguring
{
    /// <summary>Requests in a row, all of them acknowledged.</summary>
    public static void Put(this TestCluster cluster, int count)
    {
        var tickets = Enumerable.Range(0, count).Select(_ => cluster.Client.Submit("a")).ToArray();
        Assert.True(cluster.RunUntilDone(tickets), "not every request was acknowledged");
    }

    /// <summary>A steady load for a stretch of virtual time.</summary>
    public static void Load(this TestCluster cluster, int count, long every = 4_000)
    {
        for (var i = 0; i < count; i++) cluster.World.After(i * every, () => cluster.Client.Submit("a"));
    }

    public static void LoseMemory(this TestCluster cluster, int place)
    {
        cluster[place].Crash();
        cluster[place].LoseDisk();
        cluster[place].Start();
    }

    public static ulong NumberAt(this TestCluster cluster, int place) =>
        cluster[place].Replica?.Configurations.Newest.Number.Value ?? 0;

    /// <summary>Until the replicas that are up order under this number.</summary>
    public static bool RunUntilNumber(this TestCluster cluster, ulong number) => cluster.World.RunUntil(
        () => cluster.Replicas.All(
            r => !r.IsUp || (cluster.NumberAt((int)r.Id.Value) == number && r.Replica!.Mode == "Normal")));

    /// <summary>Until R1 has executed this many heights more than the given one.</summary>
    public static bool RunUntilNear(this TestCluster cluster, Height height, int offset) => cluster.World.RunUntil(
        () => (long)cluster[1].Replica!.Executed.Value >= (long)height.Value + offset);

    /// <summary>A REJOIN signed with a member's key, whether or not it lost anything.</summary>
    public static SignedStatement Rejoin(this TestCluster cluster, int place, ulong number, string loss = "loss") =>
        cluster.Sign(place, new Rejoin(
            new ConfigurationNumber(number), new ReplicaId((uint)place), Sha256.Hash(Encoding.UTF8.GetBytes(loss))));

    /// <summary>Gives a message of a member to all others.</summary>
    public static void Say(this TestCluster cluster, int place, Message message)
    {
        foreach (var replica in cluster.Replicas.Where(r => r.Id.Value != place))
            replica.Receive(Origin.Peer(new ReplicaId((uint)place)), message.Encoded.ToArray());
    }

    /// <summary>The last height under the configuration that is to end; null while no change is decided.</summary>
    public static Height? LastHeight(this TestCluster cluster, int place = 0) =>
        cluster[place].Replica?.Configurations.LastHeightOf(new ConfigurationNumber(cluster.NumberAt(place)));

    /// <summary>Lets a change be decided by a REJOIN of a healthy member; returns its last height.</summary>
    public static Height DecideChange(this TestCluster cluster, int place = 3)
    {
        cluster.Say(place, cluster.Rejoin(place, cluster.NumberAt(0)));
        Assert.True(cluster.World.RunUntil(() => cluster.LastHeight() is not null), "the REJOIN was not executed");
        return cluster.LastHeight()!.Value;
    }
}
