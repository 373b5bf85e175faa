using Etcdserverpb;
using Google.Protobuf;
using Witan.Registry;

namespace Witan.Gateway.Etcd;

/// <summary>The registry's results in etcd's terms. Keys and values are wrapped, not copied.</summary>
internal static class EtcdReplies
{
    public static PutResponse Of(RegistryResult.Put put, ResponseHeader header) =>
        new() { Header = header, PrevKv = put.PrevKv is { } previous ? Of(previous) : null };

    public static DeleteRangeResponse Of(RegistryResult.DeleteRange delete, ResponseHeader header)
    {
        var response = new DeleteRangeResponse { Header = header, Deleted = delete.Deleted };
        foreach (var entry in delete.PrevKvs) response.PrevKvs.Add(Of(entry));
        return response;
    }

    public static RangeResponse Of(RegistryResult.Range range, ResponseHeader header)
    {
        var response = new RangeResponse { Header = header, More = range.More, Count = range.Count };
        response.Kvs.Capacity = range.Kvs.Count;
        foreach (var entry in range.Kvs) response.Kvs.Add(Of(entry));
        return response;
    }

    public static TxnResponse Of(RegistryResult.Txn txn, ResponseHeader header)
    {
        var response = new TxnResponse { Header = header, Succeeded = txn.Succeeded };
        foreach (var operation in txn.Responses) response.Responses.Add(OfOperation(operation));
        return response;
    }

    public static CompactionResponse Of(RegistryResult.Compact compact, ResponseHeader header)
    {
        _ = compact;
        return new CompactionResponse { Header = header };
    }

    /// <summary>
    /// Inside a transaction a header holds the revision alone, and that of a nested transaction is empty.
    /// </summary>
    private static ResponseOp OfOperation(RegistryResult result)
    {
        var header = new ResponseHeader { Revision = result.Revision };
        return result switch
        {
            RegistryResult.Put put => new ResponseOp { ResponsePut = Of(put, header) },
            RegistryResult.DeleteRange delete => new ResponseOp { ResponseDeleteRange = Of(delete, header) },
            RegistryResult.Range range => new ResponseOp { ResponseRange = Of(range, header) },
            RegistryResult.Txn txn => new ResponseOp { ResponseTxn = Of(txn, header) },
            _ => throw new InvalidOperationException($"a transaction answered with {result.GetType().Name}"),
        };
    }

    private static Mvccpb.KeyValue Of(KeyValue entry) => new()
    {
        Key = UnsafeByteOperations.UnsafeWrap(entry.Key),
        Value = UnsafeByteOperations.UnsafeWrap(entry.Value),
        CreateRevision = entry.CreateRevision,
        ModRevision = entry.ModRevision,
        Version = entry.Version,
        Lease = entry.Lease,
    };
}
