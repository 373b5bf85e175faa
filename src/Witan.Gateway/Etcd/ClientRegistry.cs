using Witan.Client;
using Witan.Node;
using Witan.Registry;

namespace Witan.Gateway.Etcd;

/// <summary>The registry over a verifying client: what it returns is proved, and what it cannot know it says.</summary>
public sealed class ClientRegistry(WitanClient client) : IRegistry
{
    /// <summary>How old a serializable read may be: heartbeat, commit latency and two clock errors.</summary>
    private static readonly ReadLevel Serializable = new ReadLevel.Proof(TimeSpan.FromSeconds(5));

    private static readonly ReadLevel Linearizable = new ReadLevel.Linearizable();

    public ulong Configuration => client.Configuration.Number.Value;

    public async ValueTask<RegistryAnswer> SubmitAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        try
        {
            return Answer(await client.SubmitAsync(request, cancellation).ConfigureAwait(false));
        }
        catch (WitanOutcomeUnknownException)
        {
            return new RegistryAnswer.OutcomeUnknown();
        }
        catch (WitanUnavailableException)
        {
            return new RegistryAnswer.Unavailable();
        }
    }

    public async ValueTask<RegistryAnswer> QueryAsync(
        ReadOnlyMemory<byte> query, ReadConsistency consistency, CancellationToken cancellation)
    {
        var level = consistency == ReadConsistency.Serializable ? Serializable : Linearizable;
        try
        {
            var proven = OrderedForm(query) is { } ordered
                ? await client.QueryAsync(query, level, ordered, cancellation).ConfigureAwait(false)
                : await client.QueryAsync(query, level, cancellation).ConfigureAwait(false);
            return Answer(proven);
        }
        catch (Exception failure) when (failure is WitanUnavailableException or WitanOutcomeUnknownException)
        {
            // A read changes nothing: whatever became of its ordered form, it is safe to ask again.
            return new RegistryAnswer.Unavailable();
        }
    }

    /// <summary>The request with the same meaning, for a range too large for proofs.</summary>
    private static byte[]? OrderedForm(ReadOnlyMemory<byte> query) =>
        RegistryQuery.Decode(query) is RegistryQuery.Range { Request: var range }
        && range.TryEncode(out var bytes) == RegistryError.None ? bytes : null;

    private RegistryAnswer.Proven Answer(Proven<ReadOnlyMemory<byte>> proven) =>
        new(proven.Value, proven.Height.Value, Configuration);
}
