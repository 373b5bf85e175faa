using Witan.Core.Messages;
using Witan.Protocols.Pbft;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Tests.Twins;

/// <summary>Who got a proposal from whom, in which view.</summary>
internal sealed class HeardProposals : IClusterObserver
{
    public SortedSet<(NodeName From, NodeName To, ulong View)> InView { get; } = [];

    public void OnDelivered(NodeName from, NodeName to, Message message, long number)
    {
        if (message is SignedStatement { Statement: PrePrepare proposal }) InView.Add((from, to, proposal.View.Value));
    }
}
