using Witan.Core.Messages;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Nodes;

/// <summary>Stands between a replica and the network: an honest one has none, a liar its strategies.</summary>
public interface IInterceptor
{
    /// <summary>The replica's own code wants a message to leave, one call per recipient.</summary>
    void OnSend(NodeName to, Message message);

    /// <summary>A message arrived.</summary>
    /// <returns>Whether the replica's own code shall see it.</returns>
    bool OnReceive(NodeName from, Message message);
}
