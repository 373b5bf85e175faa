using Witan.Gateway.Http;
using Witan.Registry;

namespace Witan.Gateway.Etcd;

/// <summary>Healthy is who answers a linearizable read; etcd asks for the key "health" too.</summary>
internal sealed class RegistryHealth(IRegistry registry) : IHealth
{
    public async ValueTask<string?> CheckAsync(CancellationToken cancellation)
    {
        var query = new RegistryQuery.Range(new RegistryRequest.Range { Key = "health"u8.ToArray() });
        query.TryEncode(out var bytes);
        var answer = await registry.QueryAsync(bytes, ReadConsistency.Linearizable, cancellation).ConfigureAwait(false);
        return answer is RegistryAnswer.Proven ? null : "no quorum answers";
    }
}
