namespace Witan.Simulation.Scenarios;

/// <summary>Which triggers an action may have.</summary>
[Flags]
public enum TriggerKinds
{
    None = 0,
    At = 1,
    Every = 2,
    Match = 4,
}
