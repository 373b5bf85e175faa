using Etcdserverpb;
using Witan.Gateway.Grpc;
using Witan.Registry;

namespace Witan.Gateway.Etcd;

/// <summary>
/// etcdserverpb.KV: every write and every transaction goes through the order, reads are proved without it.
/// </summary>
internal sealed class KvService(RegistryCalls calls)
{
    private const string Service = "etcdserverpb.KV";

    public IEnumerable<GrpcMethod> Methods =>
    [
        new GrpcUnaryMethod<RangeRequest, RangeResponse>(Service, "Range",
            EtcdMessages.Of(RangeRequest.Parser), EtcdMessages.Of(RangeResponse.Parser), RangeAsync),
        new GrpcUnaryMethod<PutRequest, PutResponse>(Service, "Put",
            EtcdMessages.Of(PutRequest.Parser), EtcdMessages.Of(PutResponse.Parser), PutAsync),
        new GrpcUnaryMethod<DeleteRangeRequest, DeleteRangeResponse>(Service, "DeleteRange",
            EtcdMessages.Of(DeleteRangeRequest.Parser), EtcdMessages.Of(DeleteRangeResponse.Parser), DeleteRangeAsync),
        new GrpcUnaryMethod<TxnRequest, TxnResponse>(Service, "Txn",
            EtcdMessages.Of(TxnRequest.Parser), EtcdMessages.Of(TxnResponse.Parser), TxnAsync),
        new GrpcUnaryMethod<CompactionRequest, CompactionResponse>(Service, "Compact",
            EtcdMessages.Of(CompactionRequest.Parser), EtcdMessages.Of(CompactionResponse.Parser), CompactAsync),
    ];

    private ValueTask<GrpcResult<RangeResponse>> RangeAsync(RangeRequest request, GrpcCall call)
    {
        var translation = EtcdRequests.Of(request);
        if (translation.Value is not RegistryRequest.Range range)
            return ValueTask.FromResult<GrpcResult<RangeResponse>>(translation.Refusal);
        var consistency = request.Serializable ? ReadConsistency.Serializable : ReadConsistency.Linearizable;
        return calls.QueryAsync<RegistryResult.Range, RangeResponse>(new RegistryQuery.Range(range), consistency,
            (result, proven) => EtcdReplies.Of(result, calls.Header(result, proven)), call.Cancellation);
    }

    private ValueTask<GrpcResult<PutResponse>> PutAsync(PutRequest request, GrpcCall call) =>
        calls.SubmitAsync<RegistryResult.Put, PutResponse>(
            EtcdRequests.Of(request), request.CalculateSize(), EtcdReplies.Of, call);

    private ValueTask<GrpcResult<DeleteRangeResponse>> DeleteRangeAsync(DeleteRangeRequest request, GrpcCall call) =>
        calls.SubmitAsync<RegistryResult.DeleteRange, DeleteRangeResponse>(
            EtcdRequests.Of(request), request.CalculateSize(), EtcdReplies.Of, call);

    private ValueTask<GrpcResult<TxnResponse>> TxnAsync(TxnRequest request, GrpcCall call) =>
        calls.SubmitAsync<RegistryResult.Txn, TxnResponse>(
            EtcdRequests.Of(request), request.CalculateSize(), EtcdReplies.Of, call);

    private ValueTask<GrpcResult<CompactionResponse>> CompactAsync(CompactionRequest request, GrpcCall call) =>
        calls.SubmitAsync<RegistryResult.Compact, CompactionResponse>(
            EtcdRequests.Of(request), request.CalculateSize(), EtcdReplies.Of, call);
}
