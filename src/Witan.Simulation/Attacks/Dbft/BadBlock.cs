using Witan.Core.Messages;
using Witan.Protocols.Dbft;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Attacks.Pbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Dbft;

/// <summary>X05: as primary proposes a block that nobody may prepare, and commits it.</summary>
internal sealed class BadBlock(StrategyCall call) : DbftAttack(call)
{
    private readonly SlotBudget _budget = new(call.Count("times"));
    private FalseBlocks? _blocks;

    public override void Begin() => _blocks = new FalseBlocks(Liar);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { Block: { } honest } said && _blocks!.Make(honest, Call.Choice("form")) is
            { } block && _budget.Covers(said.View, said.Height))
        {
            outgoing.Pass(Sign(new PrepareRequest(
                said.Configuration, said.Sender, said.Height, said.View, block.Digest, block)));
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
