using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Services;

/// <summary>One operation of a client, before a service has made bytes of it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">On which key; of a range, what its keys begin with.</param>
/// <param name="Value">What put writes, and txn if the key does not exist.</param>
public sealed record Operation(OperationKind Kind, string Key, string Value = "")
{
    /// <summary>Whether it changes nothing.</summary>
    public bool IsRead => Kind is OperationKind.Get or OperationKind.Range;

    public override string ToString() => Kind switch
    {
        OperationKind.Put => $"put {Key} {Value}",
        OperationKind.Txn => $"txn {Key} {Value}",
        OperationKind.Del => $"del {Key}",
        OperationKind.Get => $"get {Key}",
        _ => $"range {Key}",
    };
}
