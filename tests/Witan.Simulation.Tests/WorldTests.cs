using Witan.Primitives.Membership;
using Witan.Simulation.Checking.Oracles;
using Witan.Simulation.Checking;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Simulation.Workloads;
using Xunit;

namespace Witan.Simulation.Tests;

public sealed class WorldTests
{
    [Theory]
    [InlineData(4, 1, 1)]
    [InlineData(7, 2, 2)]
    public void A_cluster_over_a_lossy_network_that_loses_replicas_answers_everything(int n, int f, ulong seed)
    {
        var service = new CounterService();
        var cluster = new SimulatedCluster(new ClusterSettings
        {
            Seed = seed, Replicas = n, Faulty = f, Clients = 4, Protocol = new Protocols.Pbft.Protocol(),
            Application = service, Parameters = new ClusterParameters { CheckpointInterval = 8, Window = 16 },
            Network = new NetworkSettings(
                new Networks.LinkQuality(200, 5_000, 0.05, 0.02, 0.1), new Networks.LinkQuality(200, 3_000), 2_000_000),
        });
        var faulty = new FaultySet();
        var findings = new Findings(cluster.World);
        var log = new LogOracle(faulty, findings, service);
        cluster.Observe(new AgreementOracle(faulty, findings));
        cluster.Observe(log);
        cluster.Observe(new PromiseOracle(cluster.Cluster, faulty, findings));
        cluster.Observe(new InvariantOracle(faulty, findings, disksFail: false));
        cluster.Observe(new ViewOracle(faulty, findings));
        cluster.Start();
        var workload = new Workload(cluster, service, new WorkloadSettings
        {
            Operations = 300, Mix = [(OperationKind.Put, 2), (OperationKind.Get, 1)],
        });
        workload.Start();
        cluster.World.After(300_000, () => cluster.Crash(0, CrashDisk.Keep, 400_000));
        cluster.World.After(900_000, () => cluster.Crash(1, CrashDisk.Keep, 400_000));

        var done = cluster.World.RunUntil(() => workload.IsDone, 60_000_000);

        Assert.Empty(findings.Violations);
        Assert.True(done, $"{workload.Open} operations are open");
        Assert.Empty(workload.Calls.Where(c => !c.IsAcknowledged).Select(
            c => $"{c.Operation} {c.Outcome} {c.CalledAt} {c.ReturnedAt}"));
        Assert.Equal(300, workload.Acknowledged);
        Assert.True(log.Executed >= 150, $"{log.Executed} requests in the log");
        TestContext.Current.TestOutputHelper!.WriteLine($"{cluster.World.Happened} events, {cluster.World.Now} us");
    }
}
