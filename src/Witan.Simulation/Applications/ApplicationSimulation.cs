using Witan.Client;
using Witan.Core.Ordering;
using Witan.Primitives.Membership;
using Witan.Simulation.Checking;
using Witan.Simulation.Checking.Oracles;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Applications;

/// <summary>
/// Runs a state machine on whole simulated replicas: what an author of an application needs in a test of one's own. It
/// finds what a single instance cannot show: a clock, a random number, an order of a hash table that made two replicas
/// differ.
/// </summary>
public static class ApplicationSimulation
{
    private const long Second = 1_000_000;

    public static ApplicationReport Run(ApplicationRun run)
    {
        var cluster = new SimulatedCluster(SettingsOf(run));
        var faulty = new FaultySet();
        var findings = new Findings(cluster.World);
        var watch = new DivergenceWatch();
        cluster.Observe(watch);
        cluster.Observe(new PromiseOracle(cluster.Cluster, faulty, findings));
        cluster.Observe(new InvariantOracle(faulty, findings, disksFail: false));
        cluster.Start();
        if (run.Faults) AddFaults(cluster, run);
        var results = new List<ReadOnlyMemory<byte>>();
        var open = Submit(cluster, run, results);
        cluster.World.RunUntil(
            () => open() == 0 || watch.Found is not null, run.Limit.Ticks / TimeSpan.TicksPerMicrosecond);
        return ReportOf(run, results, watch, findings);
    }

    private static Func<int> Submit(SimulatedCluster cluster, ApplicationRun run, List<ReadOnlyMemory<byte>> results)
    {
        Next();
        return () => run.Requests.Count - results.Count;

        void Next()
        {
            if (results.Count == run.Requests.Count) return;
            cluster.Clients[0].Submit(run.Requests[results.Count], run.Limit, outcome =>
            {
                if (outcome is not ClientOutcome.Acknowledged { Result: var proven }) return;
                results.Add(proven.Value);
                Next();
            });
        }
    }

    /// <summary>Each replica in turn is killed for a moment, never two at a time.</summary>
    private static void AddFaults(SimulatedCluster cluster, ApplicationRun run)
    {
        for (var i = 0; i < run.Replicas; i++)
        {
            var replica = i;
            cluster.World.At((i + 1) * Second / 4, () => cluster.Crash(replica, CrashDisk.Keep, Second / 10));
        }
    }

    private static ApplicationReport ReportOf(
        ApplicationRun run, List<ReadOnlyMemory<byte>> results, DivergenceWatch watch, Findings findings) => new()
    {
        Results = results,
        Unanswered = run.Requests.Count - results.Count,
        DivergedAt = watch.Found?.Height,
        Who = watch.Found is { } pair ? $"{pair.Left} and {pair.Right}" : string.Empty,
        Differences = watch.Found is { } found ? StateDiff.Between(found.LeftState, found.RightState) : [],
        Violations = findings.Violations,
    };

    private static ClusterSettings SettingsOf(ApplicationRun run) => new()
    {
        Seed = run.Seed,
        Replicas = run.Replicas,
        Faulty = (run.Replicas - 1) / 3,
        Protocol = run.Protocol,
        Application = run.Create(),
        ApplicationOf = _ => run.Create(),
        Parameters = new ClusterParameters { CheckpointInterval = 16, Window = 32 },
        Options = new ReplicaOptions { Heartbeat = TimeSpan.Zero, SnapshotAfterBytes = 16 * 1024 },
        Network = run.Faults
            ? new NetworkSettings(
                new Networks.LinkQuality(200, 10_000, 0.02, 0.01, 0.1), new Networks.LinkQuality(200, 5_000),
                2 * Second)
            : NetworkSettings.Perfect,
    };
}
