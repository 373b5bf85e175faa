using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios.Checks;

/// <summary>Whether the members are a cluster, and not more of them faulty than it bears.</summary>
internal static class ClusterChecks
{
    public static void Run(CheckRun run)
    {
        var cluster = run.Scenario.Cluster;
        for (var i = 0; i < cluster.Byzantine.Count; i++)
            run.CheckReplica(cluster.Byzantine[i], JsonText.Item("$.cluster.byzantine", i));
        if (run.Knows("n", "f") && cluster.N < (3 * cluster.F) + 1)
        {
            run.Add(
                "$.cluster.f",
                $"n = {cluster.N} bears at most f = {(cluster.N - 1) / 3} (n >= 3f + 1), not {cluster.F}");
        }

        if (run.Knows("n", "orgs") && cluster.Orgs.Count != 0 && cluster.Orgs.Count != cluster.N)
            run.Add("$.cluster.orgs", $"must name the organisation of each of the {cluster.N} replicas, or none");
    }

    /// <summary>A faulty set larger than f must be wanted.</summary>
    public static void CheckFaulty(CheckRun run)
    {
        var scenario = run.Scenario;
        var faulty = scenario.FaultyReplicas;
        if (scenario.Cluster.AllowExceedF || faulty.Count <= scenario.Cluster.F) return;
        run.Add(
            "$.cluster.allowExceedF",
            $"{faulty.Count} replicas count as faulty ({string.Join(", ", faulty)}: byzantine, crashed for good, or "
            + $"back with an empty or old disk) and f is {scenario.Cluster.F}; if that is wanted, set it to true");
    }
}
