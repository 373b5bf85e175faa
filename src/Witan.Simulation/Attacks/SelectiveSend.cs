using Witan.Core.Messages;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A21: talks to a few only; the others never hear it.</summary>
internal sealed class SelectiveSend(StrategyCall call) : Attack
{
    private IReadOnlyList<NodeName> _to = [];

    public override void Begin() => _to = call.Nodes("to") is { } named ? [.. named] : [.. Liar.Others.Take(Count())];

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (_to.Contains(to) || (!to.IsReplica && call.Nodes("to") is null)) outgoing.Pass(message);
        else Fire();
    }

    /// <summary>How many others hear it; the sets of the catalogue include the replica itself.</summary>
    private int Count()
    {
        var quorums = Liar.Configuration.Quorums;
        return call.Choice("count") switch
        {
            "quorum" => quorums.SmallestQuorum - 1,
            "weak" => quorums.F,
            _ => 1,
        };
    }
}
