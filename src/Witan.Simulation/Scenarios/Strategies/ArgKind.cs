namespace Witan.Simulation.Scenarios;

/// <summary>What an argument of a strategy may be.</summary>
public enum ArgKind
{
    /// <summary>A whole number within bounds.</summary>
    Count,

    /// <summary>A number within bounds.</summary>
    Fraction,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>true or false.</summary>
    Flag,

    /// <summary>One replica, by number.</summary>
    Replica,

    /// <summary>One client; "c0" and 0 mean the same.</summary>
    Client,

    /// <summary>A list of nodes without doubles.</summary>
    Nodes,
}
