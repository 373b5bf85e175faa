using System.Globalization;
using Witan.Simulation.Checking;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Running;

/// <summary>
/// O10: every operation that is open when the network is stable and the last temporary fault is over, and one new one,
/// is acknowledged within the scenario's bound. Where every client's key is shared, the new one promises nothing.
/// </summary>
internal sealed class ProgressProbe(
    SimulatedCluster cluster, Workload workload, FaultDriver faults, Scenario scenario, Findings findings,
    SharedKeys keys)
{
    public const string Oracle = "O10 progress";

    private readonly List<Call> _awaited = [];
    private readonly long? _bound = scenario.Expect.ProgressWithinMsAfterGst * 1_000;
    private long _begun = -1;

    /// <summary>Whether nothing is left to wait for.</summary>
    public bool IsJudged { get; private set; } = scenario.Expect.ProgressWithinMsAfterGst is null;

    private long Settled => Math.Max(scenario.Network.GstMs * 1_000, faults.LastHeal);

    public void Start()
    {
        if (!IsJudged) cluster.World.At(Settled, Probe);
    }

    /// <summary>
    /// The run ended: what is unanswered at its limits counts as not acknowledged, also where the bound lies beyond
    /// them. A run that ends before the faults do says nothing about progress, and so does not show it.
    /// </summary>
    public void End()
    {
        if (IsJudged) return;
        if (_begun >= 0 && Settled <= _begun)
        {
            Judge();
            return;
        }

        IsJudged = true;
        findings.Add(Oracle, string.Create(
            CultureInfo.InvariantCulture,
            $"the run reached its limits at {cluster.World.Now / 1_000} ms, before its last fault was over"));
    }

    private void Probe()
    {
        if (cluster.World.Now < Settled)
        {
            // A fault that nobody could foresee has moved the end of all faults.
            cluster.World.At(Settled, Probe);
            return;
        }

        _begun = cluster.World.Now;
        _awaited.Clear();
        foreach (var call in workload.Calls)
        {
            if (call.ReturnedAt is null && !keys.Covers(call)) _awaited.Add(call);
        }

        var probe = workload.Begin(keys.Unshared, new Operation(OperationKind.Put, "probe", "probe"));
        if (!keys.Covers(probe)) _awaited.Add(probe);
        cluster.World.At(_begun + _bound!.Value, Decide);
    }

    private void Decide()
    {
        if (IsJudged) return;
        if (Settled > _begun)
        {
            Probe();
            return;
        }

        Judge();
    }

    private void Judge()
    {
        IsJudged = true;
        var late = 0;
        foreach (var call in _awaited)
        {
            if (!call.IsAcknowledged || call.ReturnedAt > _begun + _bound) late++;
        }

        if (late == 0) return;
        findings.Add(Oracle, string.Create(
            CultureInfo.InvariantCulture,
            $"{late} of {_awaited.Count} operations were not acknowledged within "
            + $"{_bound / 1_000} ms after {_begun / 1_000} ms"));
    }
}
