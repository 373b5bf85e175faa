using Etcdserverpb;
using Witan.Gateway.Grpc;
using Witan.Registry;

namespace Witan.Gateway.Etcd;

/// <summary>etcdserverpb.Maintenance, as far as <c>etcdctl endpoint status</c> asks.</summary>
internal sealed class MaintenanceService(RegistryCalls calls, string version)
{
    public IEnumerable<GrpcMethod> Methods =>
    [
        new GrpcUnaryMethod<StatusRequest, StatusResponse>("etcdserverpb.Maintenance", "Status",
            EtcdMessages.Of(StatusRequest.Parser), EtcdMessages.Of(StatusResponse.Parser), StatusAsync),
    ];

    private ValueTask<GrpcResult<StatusResponse>> StatusAsync(StatusRequest request, GrpcCall call) =>
        calls.QueryAsync<RegistryResult.Status, StatusResponse>(
            new RegistryQuery.Status(), ReadConsistency.Linearizable, Reply, call.Cancellation);

    /// <summary>
    /// Height stands for raft's index and the configuration's number for its term. Every gateway names itself as
    /// leader: each takes writes, and a client that looks for another one gains nothing.
    /// </summary>
    private StatusResponse Reply(RegistryResult.Status status, RegistryAnswer.Proven proven) => new()
    {
        Header = calls.Header(status, proven),
        Version = version,
        DbSize = status.Bytes,
        DbSizeInUse = status.Bytes,
        Leader = calls.Identity.MemberId,
        RaftIndex = proven.Height,
        RaftAppliedIndex = proven.Height,
        RaftTerm = proven.Configuration,
    };
}
