using Witan.Gateway.Grpc;

namespace Witan.Gateway.Etcd;

/// <summary>The etcd v3 API as registrations for the framing: what is served, and by name what is not.</summary>
public static class EtcdMethods
{
    /// <summary>Methods of etcd's services that answer UNIMPLEMENTED; they need no messages for that.</summary>
    private static readonly (string Service, string[] Names)[] Unserved =
    [
        ("etcdserverpb.Watch", ["Watch"]),
        ("etcdserverpb.Lease", ["LeaseGrant", "LeaseRevoke", "LeaseKeepAlive", "LeaseTimeToLive", "LeaseLeases"]),
        ("etcdserverpb.Cluster", ["MemberAdd", "MemberRemove", "MemberUpdate", "MemberPromote"]),
        ("etcdserverpb.Maintenance",
            ["Alarm", "Defragment", "Hash", "HashKV", "Snapshot", "MoveLeader", "Downgrade"]),
        ("etcdserverpb.Auth",
            ["AuthEnable", "AuthDisable", "AuthStatus", "Authenticate", "UserAdd", "UserGet", "UserList", "UserDelete",
             "UserChangePassword", "UserGrantRole", "UserRevokeRole", "RoleAdd", "RoleGet", "RoleList", "RoleDelete",
             "RoleGrantPermission", "RoleRevokePermission"]),
    ];

    /// <summary>All methods, answered by a registry.</summary>
    /// <param name="registry">Answers.</param>
    /// <param name="identity">Stands in every header.</param>
    /// <param name="version">What status says, <c>3.4.0+witan.</c> and the product's version.</param>
    public static IReadOnlyList<GrpcMethod> Over(IRegistry registry, GatewayIdentity identity, string version)
    {
        var calls = new RegistryCalls(new SharedReads(registry), identity);
        return
        [
            .. new KvService(calls).Methods,
            .. new MaintenanceService(calls, version).Methods,
            .. new ClusterService(calls).Methods,
            .. Unserved.SelectMany(service => service.Names, (service, name) => (service.Service, Name: name))
                .Select(method => new GrpcUnservedMethod(method.Service, method.Name)),
        ];
    }
}
