namespace Witan.Simulation.Comparing;

/// <summary>What goes wrong while protocols are compared.</summary>
public enum Situation
{
    /// <summary>Nothing.</summary>
    FaultFree,

    /// <summary>The leader crashes for good at the moment at which a request is sent.</summary>
    LeaderCrashed,

    /// <summary>The same with f replicas: the leader and those after it in the order of their numbers.</summary>
    FaultyCrashed,
}
