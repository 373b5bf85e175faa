using Witan.Simulation.Checking;
using Witan.Simulation.Checking.Oracles;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;

namespace Witan.Simulation.Running;

/// <summary>The oracles of a run that watch while it goes on.</summary>
internal sealed class RunOracles(
    SimulatedCluster cluster, Scenario scenario, IService service, FaultySet faulty, Findings findings,
    SharedKeys keys, ProtocolDescription protocol)
{
    public AgreementOracle Agreement { get; } = new(faulty, findings);

    public LogOracle Log { get; } = new(faulty, findings, service.Machine, keys.Any ? keys.Admits : null);

    public PromiseOracle Promises { get; } = new(cluster.Cluster, faulty, findings);

    public ViewOracle Views { get; } = new(faulty, findings, protocol.ViewsBeginAnew);

    public InvariantOracle Invariants { get; } = new(faulty, findings, DisksFail(scenario));

    public MemoryOracle Memory { get; } = new(faulty, findings, scenario.Expect.MaxQueueBytes);

    public void Observe(SimulatedCluster observed)
    {
        observed.Observe(Agreement);
        observed.Observe(Log);
        observed.Observe(Promises);
        observed.Observe(Views);
        observed.Observe(Invariants);
        observed.Observe(Memory);
    }

    private static bool DisksFail(Scenario scenario) =>
        scenario.Disk is { Bitrot: > 0 } or { LostFsync: > 0 } or { Misdirect: > 0 } or { CapacityBytes: not null }
        || scenario.Faults.Any(f => f.Action is FaultAction.DiskFailure);
}
