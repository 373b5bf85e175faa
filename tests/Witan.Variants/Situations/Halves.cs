using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>
/// Four replicas in two halves that do not hear each other: none may decide, and after healing all do.
/// </summary>
internal static class Halves
{
    public static string? Play()
    {
        var cluster = new TestCluster();
        cluster.Drop((from, to, _) => from is { } a && to is { } b && a.Value / 2 != b.Value / 2);
        var ticket = cluster.Client.Submit("a");
        cluster.World.Run(5_000_000);
        cluster.Heal();
        if (!cluster.RunUntilDone(ticket)) return "no progress after healing";
        return cluster.AgreementFault();
    }
}
