using Witan.Cli.Output;
using Witan.Client;
using Witan.Node;
using Witan.Registry;

namespace Witan.Cli.Commands;

/// <summary>Requests and queries of the registry through the verifying client.</summary>
internal static class RegistryCalls
{
    /// <exception cref="UsageException">The registry refuses the request.</exception>
    public static async Task<(TResult Result, Proven<ReadOnlyMemory<byte>> Proven)> SubmitAsync<TResult>(
        WitanClient client, RegistryRequest request, CancellationToken cancellation)
        where TResult : RegistryResult
    {
        var error = request.TryEncode(out var bytes);
        if (error != RegistryError.None) throw new UsageException($"the registry refuses this request: {error}");
        var proven = await Notice.IfSlowAsync(client.SubmitAsync(bytes, cancellation), client).ConfigureAwait(false);
        return (Read<TResult>(proven.Value), proven);
    }

    /// <exception cref="UsageException">The registry refuses the query.</exception>
    public static async Task<(TResult Result, Proven<ReadOnlyMemory<byte>> Proven)> QueryAsync<TResult>(
        WitanClient client, RegistryQuery query, CancellationToken cancellation)
        where TResult : RegistryResult
    {
        var error = query.TryEncode(out var bytes);
        if (error != RegistryError.None) throw new UsageException($"the registry refuses this query: {error}");
        var asked = client.QueryAsync(bytes, new ReadLevel.Linearizable(), cancellation);
        var proven = await Notice.IfSlowAsync(asked, client).ConfigureAwait(false);
        return (Read<TResult>(proven.Value), proven);
    }

    private static TResult Read<TResult>(ReadOnlyMemory<byte> bytes)
        where TResult : RegistryResult => RegistryResult.Decode(bytes) switch
    {
        TResult result => result,
        RegistryResult.Refused refused => throw new UsageException($"the registry refuses: {refused.Error}"),
        _ => throw new WitanProofException(
            "the proved answer is none of this registry: client and cluster differ in version"),
    };
}
