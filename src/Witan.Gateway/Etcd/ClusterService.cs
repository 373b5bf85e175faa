using Etcdserverpb;
using Witan.Gateway.Grpc;

namespace Witan.Gateway.Etcd;

/// <summary>
/// etcdserverpb.Cluster: the members that an etcd client sees are gateways, since it talks to nobody else.
/// </summary>
internal sealed class ClusterService(RegistryCalls calls)
{
    public IEnumerable<GrpcMethod> Methods =>
    [
        new GrpcUnaryMethod<MemberListRequest, MemberListResponse>("etcdserverpb.Cluster", "MemberList",
            EtcdMessages.Of(MemberListRequest.Parser), EtcdMessages.Of(MemberListResponse.Parser), MemberListAsync),
    ];

    private ValueTask<GrpcResult<MemberListResponse>> MemberListAsync(MemberListRequest request, GrpcCall call)
    {
        var identity = calls.Identity;
        var member = new Member { ID = identity.MemberId, Name = identity.Name };
        member.ClientURLs.Add(identity.ClientUrls);
        return ValueTask.FromResult<GrpcResult<MemberListResponse>>(new MemberListResponse
        {
            // As in etcd, without a revision.
            Header = new ResponseHeader
            {
                ClusterId = identity.ClusterId,
                MemberId = identity.MemberId,
                RaftTerm = calls.Configuration,
            },
            Members = { member },
        });
    }
}
