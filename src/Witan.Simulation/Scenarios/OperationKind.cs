namespace Witan.Simulation.Scenarios;

/// <summary>What a scripted operation does.</summary>
public enum OperationKind
{
    /// <summary>Writes a value under a key.</summary>
    Put,

    /// <summary>Reads a key.</summary>
    Get,

    /// <summary>Removes a key.</summary>
    Del,

    /// <summary>Writes a value under a key if the key does not exist.</summary>
    Txn,

    /// <summary>Reads all keys that begin with a text.</summary>
    Range,
}
