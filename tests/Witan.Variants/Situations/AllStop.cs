using Witan.Client;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>All replicas stop at once and lose what was not flushed: what was acknowledged is still there.</summary>
internal static class AllStop
{
    private const int Requests = 100;

    public static string? Play()
    {
        var cluster = new TestCluster();
        for (var i = 0; i < Requests; i++) cluster.World.After(i * 1_000, () => cluster.Client.Submit("a"));
        cluster.World.Run(60_300);
        var acknowledged = (ulong)cluster.Client.Outcomes.Values.Count(o => o is ClientOutcome.Acknowledged);
        if (acknowledged == 0) return "nothing was acknowledged before the stop";
        foreach (var replica in cluster.Replicas) replica.Crash();
        foreach (var replica in cluster.Replicas) replica.Start();
        if (!cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == Requests))
            return "no answers after the restart";
        var last = cluster.Client.Submit("a");
        if (!cluster.RunUntilDone(last)) return "no progress after the restart";
        var number = cluster.Client.NumberOf(last);
        if (number != Requests + 1) return $"the counter is {number?.ToString() ?? "unknown"}, not {Requests + 1}";
        return cluster.AgreementFault();
    }
}
