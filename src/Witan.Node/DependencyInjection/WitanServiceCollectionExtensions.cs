using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Witan.Core.Application;
using Witan.Core.Ordering;

namespace Witan.Node;

/// <summary>Replicas and clients in a container. Several of each work side by side under different names.</summary>
public static class WitanServiceCollectionExtensions
{
    /// <summary>
    /// Adds a replica that starts and stops with the host. Its options are checked when the host starts.
    /// </summary>
    public static WitanReplicaBuilder AddWitanReplica(
        this IServiceCollection services, Action<NodeOptions> configure) =>
        services.AddWitanReplica("", configure);

    /// <param name="services">The container.</param>
    /// <param name="name">Tells this replica from others of the container.</param>
    /// <param name="configure">
    /// Sets <see cref="NodeOptions.NodeFile"/>, or everything; what it sets wins over the file.
    /// </param>
    public static WitanReplicaBuilder AddWitanReplica(
        this IServiceCollection services, string name, Action<NodeOptions> configure)
    {
        services.AddKeyedSingleton(name, (provider, _) => new ReplicaService(
            () => OptionsOf(configure),
            provider.GetRequiredKeyedService<IStateMachine>(name), provider.GetRequiredKeyedService<IProtocol>(name),
            provider.GetRequiredService<IHostApplicationLifetime>(), provider.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<ReplicaService>(name));
        return new WitanReplicaBuilder(services, name);
    }

    /// <summary>Adds <see cref="IWitanClient"/>, connected from its first use on.</summary>
    public static IServiceCollection AddWitanClient(
        this IServiceCollection services, Action<WitanClientOptions> configure)
    {
        services.AddWitanClient("", configure);
        services.AddSingleton<IWitanClient>(provider => provider.GetRequiredKeyedService<WitanClient>(""));
        return services;
    }

    /// <param name="services">The container.</param>
    /// <param name="name">The key under which the client is found.</param>
    /// <param name="configure">Its options; checked when it is made.</param>
    public static IServiceCollection AddWitanClient(
        this IServiceCollection services, string name, Action<WitanClientOptions> configure)
    {
        services.AddKeyedSingleton(name, (provider, _) => new ClientService(() =>
        {
            var options = new WitanClientOptions();
            configure(options);
            return WitanClient.Start(options, provider.GetService<ILoggerFactory>());
        }));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<ClientService>(name));
        services.AddKeyedSingleton(
            name, (provider, _) => provider.GetRequiredKeyedService<ClientService>(name).Client);
        services.AddKeyedSingleton<IWitanClient>(
            name, (provider, _) => provider.GetRequiredKeyedService<WitanClient>(name));
        return services;
    }

    private static NodeOptions OptionsOf(Action<NodeOptions> configure)
    {
        var options = new NodeOptions();
        configure(options);
        if (options.NodeFile is not { } file) return options;
        options = NodeOptions.Load(file);
        configure(options);
        return options;
    }
}
