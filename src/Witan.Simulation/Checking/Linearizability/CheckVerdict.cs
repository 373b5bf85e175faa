namespace Witan.Simulation.Checking.Linearizability;

public enum CheckVerdict
{
    /// <summary>There is a sequential order that explains every answer.</summary>
    Linearizable,

    /// <summary>There is none.</summary>
    NotLinearizable,

    /// <summary>The budget ended first. A test counts it as a failure and tries a smaller history.</summary>
    Unknown,
}
