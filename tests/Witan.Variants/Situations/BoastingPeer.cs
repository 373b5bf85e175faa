using Witan.Core.Messages;
using Witan.Primitives;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// Replica 3 misses five blocks, and then nothing happens any more. A liar says that it is a million blocks further:
/// replica 3 must catch up with the others all the same.
/// </summary>
internal static class BoastingPeer
{
    public static string? Play()
    {
        var cluster = new TestCluster();
        var far = new Height(1_000_000);
        cluster.Lie(2, (_, message) => message is Progress said ? new Progress(far, far, said.Held) : message);
        cluster.Isolate(3);
        for (var i = 0; i < 5; i++)
            if (!cluster.RunUntilDone(cluster.Client.Submit("a"))) return "no progress without replica 3";
        cluster.Heal();
        cluster.World.Run(10_000_000);
        var (height, others) = (cluster[3].Replica!.Executed, cluster[0].Replica!.Executed);
        return height == others ? cluster.AgreementFault() : $"replica 3 stands at {height}, the others at {others}";
    }
}
