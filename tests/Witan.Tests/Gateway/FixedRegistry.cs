using Witan.Gateway.Etcd;

namespace Witan.Tests.Gateway;

/// <summary>Gives one answer to everything and remembers what it was asked.</summary>
internal sealed class FixedRegistry(RegistryAnswer answer) : IRegistry
{
    public ulong Configuration => 5;

    public List<byte[]> Submitted { get; } = [];

    public List<ReadConsistency> Queried { get; } = [];

    public ValueTask<RegistryAnswer> SubmitAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        Submitted.Add(request.ToArray());
        return ValueTask.FromResult(answer);
    }

    public ValueTask<RegistryAnswer> QueryAsync(
        ReadOnlyMemory<byte> query, ReadConsistency consistency, CancellationToken cancellation)
    {
        Queried.Add(consistency);
        return ValueTask.FromResult(answer);
    }
}
