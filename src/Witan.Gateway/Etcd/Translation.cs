using Witan.Gateway.Grpc;

namespace Witan.Gateway.Etcd;

/// <summary>A message of a client in the registry's terms, or why it has none.</summary>
internal readonly record struct Translation<T>(T? Value, GrpcStatus Refusal)
    where T : class
{
    public static implicit operator Translation<T>(T value) => new(value, GrpcStatus.Ok);

    public static implicit operator Translation<T>(GrpcStatus refusal) => new(null, refusal);
}
