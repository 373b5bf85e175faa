using Witan.Core.Contract;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>
/// A correct replica that stops itself names what broke: its own assertion, or a journal that it cannot trust.
/// </summary>
/// <param name="faulty">Of which nothing is expected.</param>
/// <param name="findings">Where it is told.</param>
/// <param name="disksFail">Whether the scenario breaks disks, so that a replica may stop for that.</param>
public sealed class InvariantOracle(FaultySet faulty, Findings findings, bool disksFail) : IClusterObserver
{
    public void OnStopped(SimulatedReplica replica, Exception? reason)
    {
        if (reason is null || faulty.Contains(replica.Id)) return;
        if (reason is InvariantException broken) findings.Add("invariant", $"{replica.Id}: {broken.Name}");
        else if (!disksFail) findings.Add("disk", $"{replica.Id}: {reason.Message}");
    }
}
