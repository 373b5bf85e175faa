namespace Witan.Simulation.Checking.Linearizability;

/// <summary>What is wrong with a known order.</summary>
public enum OrderFault
{
    /// <summary>An operation was answered and stands nowhere in the order.</summary>
    Missing,

    /// <summary>Two changes stand at one position.</summary>
    SharedPosition,

    /// <summary>An operation stands before one that had returned when it was called.</summary>
    RealTime,

    /// <summary>An answer is not the one that the sequential replay gives.</summary>
    WrongResult,

    /// <summary>A client read, and then read something older.</summary>
    WentBack,
}
