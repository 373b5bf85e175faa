using Witan.Registry.State;

namespace Witan.Registry;

/// <summary>
/// What etcd's front door refuses without looking at the state, in etcd's order, so that the texts agree.
/// </summary>
internal static class RequestRules
{
    public static RegistryError Check(RegistryRequest request) => request switch
    {
        RegistryRequest.Put put => CheckPut(put),
        RegistryRequest.DeleteRange delete => CheckKey(delete.Key),
        RegistryRequest.Range range => CheckKey(range.Key),
        RegistryRequest.Compact => RegistryError.None,
        RegistryRequest.Txn txn => CheckOutermost(txn),
        _ => throw new InvalidOperationException("a case of RegistryRequest without rules"),
    };

    private static RegistryError CheckKey(ReadOnlyMemory<byte> key) =>
        key.IsEmpty ? RegistryError.KeyEmpty : RegistryError.None;

    private static RegistryError CheckPut(RegistryRequest.Put put)
    {
        if (put.Key.IsEmpty) return RegistryError.KeyEmpty;
        if (put.IgnoreValue && !put.Value.IsEmpty) return RegistryError.ValueProvided;
        if (put.IgnoreLease && put.Lease != 0) return RegistryError.LeaseProvided;
        // The key's place in the history is longer than the key: a byte 0 takes two.
        return HistoryKey.Length(put.Key.Span) > Primitives.Limits.MaxKeyBytes
            ? RegistryError.RequestTooLarge : RegistryError.None;
    }

    private static RegistryError CheckOutermost(RegistryRequest.Txn txn)
    {
        var total = RegistryLimits.MaxTxnTotalOperations;
        var error = CheckTxn(txn, RegistryLimits.MaxTxnOperations, ref total);
        if (error != RegistryError.None) return error;
        return OverlapRule.Holds(txn.Success) && OverlapRule.Holds(txn.Failure)
            ? RegistryError.None : RegistryError.DuplicateKey;
    }

    private static RegistryError CheckTxn(RegistryRequest.Txn txn, int budget, ref int total)
    {
        var width = Math.Max(txn.Compare.Count, Math.Max(txn.Success.Count, txn.Failure.Count));
        if (width > budget) return RegistryError.TooManyOperations;
        total -= txn.Compare.Count + txn.Success.Count + txn.Failure.Count;
        if (total < 0) return RegistryError.TooManyOperations;
        foreach (var comparison in txn.Compare)
        {
            if (comparison.Key.IsEmpty) return RegistryError.KeyEmpty;
        }

        var error = CheckOperations(txn.Success, budget - width, ref total);
        return error != RegistryError.None ? error : CheckOperations(txn.Failure, budget - width, ref total);
    }

    private static RegistryError CheckOperations(IReadOnlyList<RegistryRequest> operations, int budget, ref int total)
    {
        foreach (var operation in operations)
        {
            var error = operation switch
            {
                RegistryRequest.Txn nested => CheckTxn(nested, budget, ref total),
                RegistryRequest.Compact => RegistryError.Malformed,
                _ => Check(operation),
            };
            if (error != RegistryError.None) return error;
        }

        return RegistryError.None;
    }
}
