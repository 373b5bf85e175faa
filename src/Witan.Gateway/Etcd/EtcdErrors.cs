using Witan.Gateway.Grpc;
using Witan.Registry;

namespace Witan.Gateway.Etcd;

/// <summary>Codes and texts as etcd gives them. Clients compare the texts, so not a letter may change.</summary>
internal static class EtcdErrors
{
    public static readonly GrpcStatus EmptyOperation = Of(RegistryError.KeyNotFound);

    public static readonly GrpcStatus InvalidSortOption =
        new(GrpcStatusCode.InvalidArgument, "etcdserver: invalid sort option");

    /// <summary>
    /// A comparison by a number that has no name. etcd takes it as always or never true; here it is refused.
    /// </summary>
    public static readonly GrpcStatus InvalidCompare =
        new(GrpcStatusCode.InvalidArgument, "etcdserver: invalid compare option");

    /// <summary>Known not to have happened: safe to send again.</summary>
    public static readonly GrpcStatus NoQuorum = new(GrpcStatusCode.Unavailable, "etcdserver: no leader");

    /// <summary>
    /// Perhaps it happened. etcd's own text for this, which its clients take as unknown: they send a write again only
    /// for texts that say that it never left ("there is no connection available").
    /// </summary>
    public static readonly GrpcStatus OutcomeUnknown =
        new(GrpcStatusCode.Unavailable, "etcdserver: request timed out");

    public static readonly GrpcStatus Stopping = new(GrpcStatusCode.Unavailable, "etcdserver: server stopped");

    public static readonly GrpcStatus TooManyRequests =
        new(GrpcStatusCode.ResourceExhausted, "etcdserver: too many requests");

    public static GrpcStatus Of(RegistryError error) => error switch
    {
        RegistryError.KeyEmpty => Invalid("key is not provided"),
        RegistryError.KeyNotFound => Invalid("key not found"),
        RegistryError.ValueProvided => Invalid("value is provided"),
        RegistryError.LeaseProvided => Invalid("lease is provided"),
        RegistryError.TooManyOperations => Invalid("too many operations in txn request"),
        RegistryError.DuplicateKey => Invalid("duplicate key given in txn request"),
        RegistryError.RequestTooLarge => Invalid("request is too large"),
        RegistryError.Compacted => OutOfRange("required revision has been compacted"),
        RegistryError.FutureRevision => OutOfRange("required revision is a future revision"),
        RegistryError.LeaseNotFound => new(GrpcStatusCode.NotFound, "etcdserver: requested lease not found"),
        RegistryError.ResultTooLarge =>
            new(GrpcStatusCode.ResourceExhausted, "etcdserver: the answer is too large; ask for it in pages"),
        _ => Invalid("malformed request"),
    };

    private static GrpcStatus Invalid(string text) => new(GrpcStatusCode.InvalidArgument, "etcdserver: " + text);

    private static GrpcStatus OutOfRange(string text) => new(GrpcStatusCode.OutOfRange, "etcdserver: mvcc: " + text);
}
