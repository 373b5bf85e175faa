namespace Witan.Simulation.Scenarios;

/// <summary>The service that is replicated.</summary>
public enum ApplicationKind
{
    /// <summary>"registry": keys and values with revisions.</summary>
    Registry,

    /// <summary>"counter": one number.</summary>
    Counter,

    /// <summary>"null" (or JSON's null): does nothing.</summary>
    None,
}
