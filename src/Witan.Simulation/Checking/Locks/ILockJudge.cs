using Witan.Simulation.Nodes;

namespace Witan.Simulation.Checking.Locks;

/// <summary>
/// Tells a run that stands still because its protocol locks by design from one that stands still for a fault of ours.
/// It judges by what replicas signed; what they say of themselves counts only where signatures allow it.
/// </summary>
public interface ILockJudge : IClusterObserver
{
    /// <summary>Why no quorum can ever form again among the correct replicas that are up; null if one can.</summary>
    /// <param name="cluster">At the end of a run, when everything has arrived.</param>
    /// <param name="faulty">Who may never speak again.</param>
    string? Lock(SimulatedCluster cluster, FaultySet faulty);
}
