using Microsoft.Extensions.DependencyInjection;
using Witan.Core.Application;
using Witan.Core.Ordering;

namespace Witan.Node;

/// <summary>What a replica of a container still needs: its state machine and its protocol.</summary>
public sealed class WitanReplicaBuilder
{
    internal WitanReplicaBuilder(IServiceCollection services, string name)
    {
        Services = services;
        Name = name;
    }

    public IServiceCollection Services { get; }

    /// <summary>The key of the replica's services; empty for the only one.</summary>
    public string Name { get; }

    public WitanReplicaBuilder AddStateMachine<T>()
        where T : class, IStateMachine
    {
        Services.AddKeyedSingleton<IStateMachine, T>(Name);
        return this;
    }

    public WitanReplicaBuilder AddStateMachine(IStateMachine machine)
    {
        Services.AddKeyedSingleton(Name, machine);
        return this;
    }

    public WitanReplicaBuilder AddProtocol(IProtocol protocol)
    {
        Services.AddKeyedSingleton(Name, protocol);
        return this;
    }
}
