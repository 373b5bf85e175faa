using Witan.Core.Messages;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// The others change the view while replica 3 is cut off, and then nothing happens any more. After healing it must
/// learn where they are without a request that wakes it: until then it is of no use to the next leader.
/// </summary>
internal static class MissedView
{
    public static string? Play()
    {
        var cluster = new TestCluster();
        cluster.Isolate(3);
        cluster.Drop((from, _, m) => from?.Value == 0 && m is SignedStatement { Statement: PrePrepare });
        if (!cluster.RunUntilDone(cluster.Client.Submit("a"))) return "no progress without replica 3";
        cluster.World.Run(1_000_000);
        cluster.Heal();
        cluster.World.Run(10_000_000);
        var (view, others) = (cluster[3].Replica!.Ordering.View, cluster[1].Replica!.Ordering.View);
        if (others.Value == 0) return "the others stayed in view 0";
        return view == others ? null : $"replica 3 stands in view {view}, the others in view {others}";
    }
}
