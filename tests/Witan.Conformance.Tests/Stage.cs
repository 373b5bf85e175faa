using Witan.Simulation.Nodes;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Xunit;

namespace Witan.Conformance.Tests;

/// <summary>
/// Runs a scenario under a protocol and fails where it does not hold. Every run is judged by all safety oracles of the
/// simulator (agreement, order, validity, at most once, state, answers and their proofs, promises, bounded memory), for
/// linearizability, and for progress after the last fault.
/// </summary>
internal static class Stage
{
    private const int Seeds = 3;

    /// <summary>Three clients with puts, gets, transactions and ranges on few keys; small windows.</summary>
    /// <param name="n">Replicas.</param>
    /// <param name="faults">In order.</param>
    public static Scenario Scene(int n, params FaultSpec[] faults) => new()
    {
        Name = "conformance",
        Cluster = new ClusterSpec { N = n, Clients = 3 },
        Protocol = new ProtocolSpec
        {
            Options = new ProtocolOptions { DeclaredCheckpointInterval = 8, DeclaredWindow = 16 },
        },
        Network = new NetworkSpec
        {
            Before = new LinkQuality { LatencyMs = new MsRange(1, 8) },
            After = new LinkQuality { LatencyMs = new MsRange(1, 8) },
        },
        Faults = [.. faults],
        Workload = new WorkloadSpec
        {
            Ops = 90, Keys = 5, ThinkMs = new MsRange(0, 40),
            Mix = new OperationMix { Put = 0.5, Get = 0.2, Txn = 0.2, Range = 0.1 },
        },
        Expect = new Expectations { Linearizable = true, CommitsAtLeast = 90, ProgressWithinMsAfterGst = 20_000 },
        Limits = new RunLimits { VirtualMs = 90_000 },
    };

    /// <summary>Some seeds of a scene.</summary>
    public static void Holds(string protocol, Scenario scene)
    {
        for (ulong seed = 1; seed <= Seeds; seed++) Play(protocol, scene, seed);
    }

    /// <summary>One seed, and the cluster as it is at the end.</summary>
    /// <param name="protocol">Of <see cref="Subjects"/>.</param>
    /// <param name="scene">What happens.</param>
    /// <param name="seed">Of all chance.</param>
    /// <param name="isStrict">Whether each fault must happen.</param>
    public static (RunResult Result, SimulatedCluster Cluster) Play(
        string protocol, Scenario scene, ulong seed = 1, bool isStrict = true)
    {
        var subject = Subjects.Named(protocol);
        scene = scene with { Protocol = scene.Protocol with { Name = protocol } };
        var problems = ScenarioReader.Check(scene, [subject.Description]);
        Assert.True(problems.Count == 0, string.Join('\n', problems));
        var run = new ScenarioRun(scene, seed, new RunSetup
        {
            Protocol = subject.Protocol, Description = subject.Description, Service = new RegistryService(),
            Strict = isStrict,
        });
        var result = run.Run();
        Assert.True(result.Holds, $"{protocol}, n = {scene.Cluster.N}, seed {seed}: "
            + string.Join('\n', result.Violations.Select(v => $"{v.Oracle}: {v.Text}")) + '\n' + result.Chart);
        return (result, run.Cluster);
    }

    public static FaultSpec At(long ms, FaultAction action) => new(new Trigger.AtMs { Ms = ms }, action);

    public static FaultAction Crash(int replica, long? restartAfterMs = null, CrashDisk disk = CrashDisk.Keep) =>
        new FaultAction.Crash { Node = NodeName.Replica(replica), RestartAfterMs = restartAfterMs, Disk = disk };

    /// <summary>Groups that do not hear each other for a while.</summary>
    public static FaultAction Partition(long forMs, params int[][] groups) => new FaultAction.Partition
    {
        ForMs = forMs, Groups = [.. groups.Select(Replicas)],
    };

    private static ValueList<NodeName> Replicas(int[] group) => [.. group.Select(NodeName.Replica)];
}
