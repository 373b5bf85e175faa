namespace Witan.Simulation.Scenarios;

/// <summary>One operation at a fixed time. A client that still waits for an answer submits it afterwards.</summary>
public sealed record ScriptOperation
{
    /// <summary>0 to 86,400,000. Default 0.</summary>
    public long AtMs { get; init; }

    /// <summary>A client; in a file "c0" and 0 mean the same. Default c0.</summary>
    public NodeName Client { get; init; } = NodeName.Client(0);

    /// <summary>Required in a file.</summary>
    public OperationKind Op { get; init; }

    /// <summary>
    /// At most 1,000 characters; of `range`, what the keys begin with. Default empty, which the registry takes of
    /// `range` only.
    /// </summary>
    public string Key { get; init; } = "";

    /// <summary>
    /// What put and txn write, at most 10,000 characters; null elsewhere, and with applications that have no values.
    /// Default null.
    /// </summary>
    public string? Value { get; init; }

    /// <summary>
    /// What the client must be told; null is not judged. put, del: "ok". txn: "ok", or "exists" if the key did. get:
    /// the value, or "none". range: the number of keys. All: "unanswered" if no answer may come before the run ends.
    /// </summary>
    public string? Expect { get; init; }
}
