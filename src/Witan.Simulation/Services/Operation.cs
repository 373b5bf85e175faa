namespace Witan.Simulation.Services;

/// <summary>One operation of a client, before a service has made bytes of it.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">On which key; the first one of a range.</param>
/// <param name="Value">
/// What to put. A transaction puts it if the key has the value <paramref name="Compare"/>, else reads the key.
/// </param>
/// <param name="Compare">Of a transaction.</param>
/// <param name="End">The key after the last of a range.</param>
public sealed record Operation(
    OperationKind Kind, string Key, string Value = "", string Compare = "", string End = "")
{
    /// <summary>Whether it changes nothing.</summary>
    public bool IsRead => Kind is OperationKind.Get or OperationKind.Range;

    public override string ToString() => Kind switch
    {
        OperationKind.Put => $"put {Key} {Value}",
        OperationKind.Get => $"get {Key}",
        OperationKind.Txn => $"txn {Key} {Compare} {Value}",
        _ => $"range {Key} {End}",
    };
}
