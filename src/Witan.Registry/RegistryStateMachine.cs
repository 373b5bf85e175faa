using Witan.Core.Application;
using Witan.Primitives.Encoding;
using Witan.Registry.State;

namespace Witan.Registry;

/// <summary>
/// etcd's key-value store as a replicated state machine: requests are <see cref="RegistryRequest"/>, results
/// <see cref="RegistryResult"/>, queries <see cref="RegistryQuery"/>. Its maps are described in
/// docs/registry.md.
/// </summary>
public sealed class RegistryStateMachine : IStateMachine
{
    /// <inheritdoc/>
    public bool Validate(ReadOnlySpan<byte> request) => RegistryRequest.IsValid(request);

    /// <inheritdoc/>
    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        var store = new Store(state);
        var writer = new CanonicalWriter();
        long left = RegistryLimits.MaxBlockResultBytes;
        for (var i = 0; i < requests.Count; i++)
        {
            var bytes = Math.Clamp(left, RegistryLimits.ReservedResultBytes, RegistryLimits.MaxResultBytes);
            var result = Execute(store, RegistryRequest.Decode(requests[i].Body), new AnswerBudget(bytes));
            store.EndRequest();
            writer.Clear();
            result.Write(writer);
            results.Add(writer.Written);
            left -= writer.Length;
        }

        HistorySweep.Continue(store);
        store.Flush();
    }

    /// <inheritdoc/>
    /// <returns>An encoded <see cref="RegistryResult"/>: range, status, or a refusal.</returns>
    public byte[] Query(IStateView view, ReadOnlySpan<byte> query)
    {
        var store = StoreView.Of(view);
        RegistryResult result = RegistryQuery.Decode(query.ToArray()) switch
        {
            RegistryQuery.Range range =>
                RangeReader.Read(store, range.Request, new AnswerBudget(RegistryLimits.MaxResultBytes)),
            RegistryQuery.Status => new RegistryResult.Status
            {
                Revision = store.Totals.Revision,
                CompactedRevision = store.Totals.Compacted,
                Keys = store.Totals.Keys,
                Bytes = store.Totals.Bytes,
            },
            _ => store.Refuse(RegistryError.Malformed),
        };
        return result.Encode();
    }

    private static RegistryResult Execute(Store store, RegistryRequest? request, AnswerBudget budget) => request switch
    {
        RegistryRequest.Put { Lease: not 0 } => store.View.Refuse(RegistryError.LeaseNotFound),
        RegistryRequest.Put put => Operations.Put(store, put, budget),
        RegistryRequest.DeleteRange delete => Operations.DeleteRange(store, delete, budget),
        RegistryRequest.Txn txn => Transaction.Run(store, txn, budget),
        RegistryRequest.Compact compact => Operations.Compact(store, compact),
        RegistryRequest.Range range => RangeReader.Read(store.View, range, budget),
        _ => store.View.Refuse(RegistryError.Malformed),
    };
}
