using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Witan.Core.Application;
using Witan.Core.Ordering;

namespace Witan.Node;

/// <summary>
/// A replica that lives as long as the application; one that stops itself takes the application with it.
/// </summary>
public sealed class ReplicaService : IHostedService
{
    private readonly Func<NodeOptions> _options;
    private readonly IStateMachine _machine;
    private readonly IProtocol _protocol;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly ILoggerFactory _logging;
    private HealthServer? _health;

    internal ReplicaService(
        Func<NodeOptions> options, IStateMachine machine, IProtocol protocol, IHostApplicationLifetime lifetime,
        ILoggerFactory logging)
    {
        (_options, _machine, _protocol, _lifetime, _logging) = (options, machine, protocol, lifetime, logging);
    }

    /// <summary>The replica, once the application has started.</summary>
    public ReplicaHost? Host { get; private set; }

    /// <exception cref="NodeSetupException">It cannot start: one line says why.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var options = _options();
        Host = ReplicaHost.Start(options, _machine, _protocol, _logging);
        _ = WatchAsync(Host);
        if (options.HealthListen.Length == 0) return;
        // Three heartbeats without a block are no idleness any more.
        var idle = options.Replica.Heartbeat > TimeSpan.Zero ? 3 * options.Replica.Heartbeat : TimeSpan.MaxValue;
        try
        {
            _health = await HealthServer.StartAsync(options.HealthListen, new ReplicaHealth(Host, idle))
                .ConfigureAwait(false);
        }
        catch
        {
            await Host.StopAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_health is not null) await _health.DisposeAsync().ConfigureAwait(false);
        if (Host is not null) await Host.StopAsync().ConfigureAwait(false);
    }

    private async Task WatchAsync(ReplicaHost host)
    {
        await host.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!host.Completion.IsFaulted) return;
        Environment.ExitCode = 1;
        _lifetime.StopApplication();
    }
}
