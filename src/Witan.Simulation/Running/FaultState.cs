using Witan.Simulation.Attacks;
using Witan.Simulation.Networks;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Running;

/// <summary>One fault of the file while a run goes on.</summary>
internal sealed class FaultState(FaultSpec spec)
{
    public FaultSpec Spec { get; } = spec;

    public long Fired { get; set; }

    /// <summary>The link that a flap has down at the moment.</summary>
    public Cut? Down { get; set; }

    /// <summary>What a strategy became.</summary>
    public Attack? Attack { get; set; }
}
