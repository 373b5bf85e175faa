using Witan.Core.Messages;
using Witan.Protocols.Pbft;
using Witan.Primitives;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// A35: as leader proposes blocks that are expensive to check, and serves what it can of them. Its own bundles are
/// signed with its own key: it has no client's.
/// </summary>
internal sealed class ResourceTrap(StrategyCall call) : PbftAttack(call)
{
    private readonly SlotBudget _budget = new(call.Count("times"));
    private readonly SortedDictionary<(Height Height, View View), SignedStatement> _traps = [];
    private readonly OwnBodies _bodies = new();
    private readonly OwnBodies _heard = new();
    private TrapBlocks? _blocks;

    public override void Begin() => _blocks = new TrapBlocks(Liar, _bodies, _heard);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is { } proposal && _budget.Covers(proposal.View, proposal.Height))
        {
            outgoing.Pass(TrapFor(proposal));
            Fire();
        }
        else if (Own<Commit>(message) is { } own && _traps.GetValueOrDefault((own.Height, own.View)) is { } trap)
        {
            outgoing.Pass(TwinTable.Commit(Liar.Adversary, Liar.Id, (PrePrepare)trap.Statement));
        }
        else
        {
            outgoing.Pass(message);
        }
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is Bundle bundle) _heard.Add(bundle);
        if (message is FetchBodies fetch)
        {
            _bodies.Answer(Liar, from, fetch);
            _heard.Answer(Liar, from, fetch);
        }

        return true;
    }

    private SignedStatement TrapFor(PrePrepare proposal)
    {
        var slot = (proposal.Height, proposal.View);
        if (_traps.TryGetValue(slot, out var known)) return known;
        var block = _blocks!.Make(proposal.Block!, Call.Choice("form"));
        _bodies.Add(block);
        var trap = Sign(PrePrepare.Of(proposal.Configuration, proposal.Sender, proposal.View, block));
        _traps.Add(slot, trap);
        if (_traps.Count > OwnBodies.Kept) _traps.Remove(_traps.Keys.First());
        return trap;
    }
}
