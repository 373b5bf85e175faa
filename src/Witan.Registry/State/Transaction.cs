namespace Witan.Registry.State;

/// <summary>
/// One transaction: which branch runs on every level, what of it must be refused, and the run. The first two look at
/// the state before the transaction, comparisons of nested transactions included.
/// </summary>
internal sealed class Transaction
{
    private readonly bool _succeeded;
    private readonly IReadOnlyList<RegistryRequest> _operations;

    /// <summary>One per nested transaction among the operations, in their order.</summary>
    private readonly List<Transaction> _nested = [];

    private Transaction(in StoreView view, RegistryRequest.Txn txn)
    {
        _succeeded = true;
        foreach (var comparison in txn.Compare)
        {
            _succeeded = ComparisonRules.Holds(view, comparison);
            if (!_succeeded) break;
        }

        _operations = _succeeded ? txn.Success : txn.Failure;
        foreach (var operation in _operations)
        {
            if (operation is RegistryRequest.Txn nested) _nested.Add(new Transaction(view, nested));
        }
    }

    public static RegistryResult Run(Store store, RegistryRequest.Txn txn, AnswerBudget budget)
    {
        var view = store.View;
        var transaction = new Transaction(view, txn);
        var error = transaction.CheckPuts(store);
        if (error == RegistryError.None) error = transaction.CheckRanges(view.Totals);
        if (error != RegistryError.None) return view.Refuse(error);
        store.BeginTransaction();
        var result = transaction.Run(store, budget);
        if (result is RegistryResult.Refused refused)
        {
            store.Undo();
            return view.Refuse(refused.Error);
        }

        return result with { Revision = store.View.Totals.Revision };
    }

    private RegistryError CheckPuts(Store store)
    {
        var nested = 0;
        foreach (var operation in _operations)
        {
            var error = operation switch
            {
                RegistryRequest.Txn => _nested[nested++].CheckPuts(store),
                RegistryRequest.Put put => CheckPut(store, put),
                _ => RegistryError.None,
            };
            if (error != RegistryError.None) return error;
        }

        return RegistryError.None;
    }

    /// <summary>
    /// Inside a transaction an absent key comes before an unknown lease; outside it is the other way round.
    /// </summary>
    private static RegistryError CheckPut(Store store, RegistryRequest.Put put)
    {
        if ((put.IgnoreValue || put.IgnoreLease) && !store.TryGet(put.Key, out _, out _))
            return RegistryError.KeyNotFound;
        return put.Lease != 0 ? RegistryError.LeaseNotFound : RegistryError.None;
    }

    private RegistryError CheckRanges(in Totals totals)
    {
        var nested = 0;
        foreach (var operation in _operations)
        {
            var error = operation switch
            {
                RegistryRequest.Txn => _nested[nested++].CheckRanges(totals),
                RegistryRequest.Range range => CheckRange(range.Revision, totals),
                _ => RegistryError.None,
            };
            if (error != RegistryError.None) return error;
        }

        return RegistryError.None;
    }

    /// <summary>
    /// As etcd inside a transaction: only 0 means the current revision, a negative one may be compacted.
    /// </summary>
    private static RegistryError CheckRange(long revision, in Totals totals)
    {
        if (revision == 0) return RegistryError.None;
        if (revision > totals.Revision) return RegistryError.FutureRevision;
        return revision < totals.Compacted ? RegistryError.Compacted : RegistryError.None;
    }

    /// <returns>
    /// The answer of this level, whose revision etcd leaves at 0 unless it is the outermost, or a refusal.
    /// </returns>
    private RegistryResult Run(Store store, AnswerBudget budget)
    {
        if (!budget.TryTakeResult()) return store.View.Refuse(RegistryError.ResultTooLarge);
        var responses = new RegistryResult[_operations.Count];
        var nested = 0;
        for (var i = 0; i < responses.Length; i++)
        {
            var response = _operations[i] switch
            {
                RegistryRequest.Put put => Operations.Put(store, put, budget),
                RegistryRequest.DeleteRange delete => Operations.DeleteRange(store, delete, budget),
                RegistryRequest.Range range => RangeReader.Read(store.View, range, budget),
                RegistryRequest.Txn => _nested[nested++].Run(store, budget),
                _ => throw new InvalidOperationException("an operation that no transaction may hold"),
            };
            if (response is RegistryResult.Refused) return response;
            responses[i] = response;
        }

        return new RegistryResult.Txn { Revision = 0, Succeeded = _succeeded, Responses = responses };
    }
}
