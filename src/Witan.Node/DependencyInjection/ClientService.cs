using Microsoft.Extensions.Hosting;

namespace Witan.Node;

/// <summary>
/// The client of a container: made at its first use, closed when the application stops and so before the replicas that
/// were added before it.
/// </summary>
internal sealed class ClientService(Func<WitanClient> start) : IHostedService
{
    private readonly Lazy<WitanClient> _client = new(start);

    public WitanClient Client => _client.Value;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_client.IsValueCreated) await _client.Value.DisposeAsync().ConfigureAwait(false);
    }
}
