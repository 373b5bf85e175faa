using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Streamlet;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Attacks.Pbft;
using Witan.Simulation.Attacks.Streamlet.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Streamlet;

/// <summary>X05: as leader proposes a block that nobody may vote for.</summary>
internal sealed class BadBlock(StrategyCall call) : StreamletAttack(call)
{
    private readonly SlotBudget _budget = new(call.Count("times"));
    private FalseBlocks? _blocks;

    public override void Begin() => _blocks = new FalseBlocks(Liar);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { Node.Block: { } honest } said && _blocks!.Make(honest, Call.Choice("form")) is
            { } block && _budget.Covers(new View(said.Epoch.Value), Height.Genesis))
        {
            outgoing.Pass(Sign(new Proposal(said.Configuration, said.Sender, OtherNodes.With(said.Node, block))));
            Fire();
        }
        else
        {
            outgoing.Pass(message);
        }
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is FetchBodies fetch) _blocks!.Bodies.Answer(Liar, from, fetch);
        return true;
    }
}
