using Etcdserverpb;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Witan.Gateway.Grpc;
using Witan.Registry;

namespace Witan.Gateway.Etcd;

/// <summary>
/// etcd's requests in the registry's terms: a pure function of the message. Only what the registry's types cannot
/// express is refused here; its own <see cref="RegistryRequest.Check"/> does the rest.
/// </summary>
internal static class EtcdRequests
{
    /// <summary>
    /// etcd's limit on a request to be ordered, as the client encoded it. Reads are bounded by the framing alone.
    /// </summary>
    public const int MaxRequestBytes = 1536 * 1024;

    public static Translation<RegistryRequest> Of(PutRequest put) => new RegistryRequest.Put
    {
        Key = put.Key.Memory,
        Value = put.Value.Memory,
        Lease = put.Lease,
        PrevKv = put.PrevKv,
        IgnoreValue = put.IgnoreValue,
        IgnoreLease = put.IgnoreLease,
    };

    public static Translation<RegistryRequest> Of(DeleteRangeRequest delete) => new RegistryRequest.DeleteRange
    {
        Key = delete.Key.Memory,
        RangeEnd = delete.RangeEnd.Memory,
        PrevKv = delete.PrevKv,
    };

    public static Translation<RegistryRequest> Of(CompactionRequest compaction) =>
        new RegistryRequest.Compact(compaction.Revision);

    public static Translation<RegistryRequest> Of(RangeRequest range)
    {
        if (!Enum.IsDefined(range.SortOrder) || !Enum.IsDefined(range.SortTarget)) return EtcdErrors.InvalidSortOption;
        return new RegistryRequest.Range
        {
            Key = range.Key.Memory,
            RangeEnd = range.RangeEnd.Memory,
            Limit = range.Limit,
            Revision = range.Revision,
            SortOrder = (SortOrder)range.SortOrder,
            SortTarget = (SortTarget)range.SortTarget,
            KeysOnly = range.KeysOnly,
            CountOnly = range.CountOnly,
            MinModRevision = range.MinModRevision,
            MaxModRevision = range.MaxModRevision,
            MinCreateRevision = range.MinCreateRevision,
            MaxCreateRevision = range.MaxCreateRevision,
        };
    }

    /// <remarks>Nested as deep as protobuf reads, which is less than a hundred levels.</remarks>
    public static Translation<RegistryRequest> Of(TxnRequest txn)
    {
        // Before the operations are translated, so that a crowd of them costs nothing.
        if (Math.Max(txn.Compare.Count, Math.Max(txn.Success.Count, txn.Failure.Count))
            > RegistryLimits.MaxTxnOperations) return EtcdErrors.Of(RegistryError.TooManyOperations);
        var compare = new Comparison[txn.Compare.Count];
        for (var i = 0; i < compare.Length; i++)
        {
            if (!Enum.IsDefined(txn.Compare[i].Target) || !Enum.IsDefined(txn.Compare[i].Result))
                return EtcdErrors.InvalidCompare;
            compare[i] = Of(txn.Compare[i]);
        }

        var success = new RegistryRequest[txn.Success.Count];
        if (Fill(success, txn.Success) is { } refusal) return refusal;
        var failure = new RegistryRequest[txn.Failure.Count];
        if (Fill(failure, txn.Failure) is { } other) return other;
        return new RegistryRequest.Txn { Compare = compare, Success = success, Failure = failure };
    }

    private static GrpcStatus? Fill(RegistryRequest[] into, RepeatedField<RequestOp> operations)
    {
        for (var i = 0; i < into.Length; i++)
        {
            var translation = Of(operations[i]);
            if (translation.Value is not { } operation) return translation.Refusal;
            into[i] = operation;
        }

        return null;
    }

    private static Translation<RegistryRequest> Of(RequestOp operation) => operation.RequestCase switch
    {
        RequestOp.RequestOneofCase.RequestRange => Of(operation.RequestRange),
        RequestOp.RequestOneofCase.RequestPut => Of(operation.RequestPut),
        RequestOp.RequestOneofCase.RequestDeleteRange => Of(operation.RequestDeleteRange),
        RequestOp.RequestOneofCase.RequestTxn => Of(operation.RequestTxn),
        _ => EtcdErrors.EmptyOperation,
    };

    /// <summary>
    /// An operand under another name than the target's counts as absent, and an absent one as zero or empty.
    /// </summary>
    private static Comparison Of(Compare compare) => new()
    {
        Target = (ComparisonTarget)compare.Target,
        Result = (ComparisonResult)compare.Result,
        Key = compare.Key.Memory,
        RangeEnd = compare.RangeEnd.Memory,
        Value = (compare.Target == Compare.Types.CompareTarget.Value ? compare.Value : ByteString.Empty).Memory,
        Number = compare.Target switch
        {
            Compare.Types.CompareTarget.Version => compare.Version,
            Compare.Types.CompareTarget.Create => compare.CreateRevision,
            Compare.Types.CompareTarget.Mod => compare.ModRevision,
            Compare.Types.CompareTarget.Lease => compare.Lease,
            _ => 0,
        },
    };
}
