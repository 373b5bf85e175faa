namespace Witan.Simulation.Checking.Linearizability;

/// <summary>What a condition looks at.</summary>
public enum KvTarget
{
    /// <summary>The value; of a key that is absent, every condition on it fails.</summary>
    Value,

    /// <summary>Puts since the key was created; 0 if it is absent.</summary>
    Version,

    /// <summary>The revision of the last put; 0 if the key is absent.</summary>
    ModRevision,
}
