using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// X02: as leader proposes at the top of the window and nothing below it. That slot may be decided, but nothing can be
/// executed: the next leader has to fill the hole.
/// </summary>
internal sealed class SkipSlots(StrategyCall call) : PbftAttack(call)
{
    private readonly SortedDictionary<View, SignedStatement> _jumps = [];
    private PrePrepare? _replaced;

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        if (OwnProposal(message) is not { } proposal || JumpOf(proposal) is not { } jump)
        {
            outgoing.Pass(message);
            return;
        }

        Fire();
        // What its honest code proposes afterwards lies below as well.
        if (ReferenceEquals(proposal, _replaced)) outgoing.Pass(jump);
    }

    /// <summary>The one of this view, made of its first proposal; null where nothing would be left out.</summary>
    private SignedStatement? JumpOf(PrePrepare proposal)
    {
        if (_jumps.TryGetValue(proposal.View, out var known)) return known;
        if (_jumps.Count >= Call.Count("times")) return null;
        var stable = Liar.Core?.Stable ?? Height.Genesis;
        var top = stable + Liar.Configuration.Parameters.Window + (ulong)Call.Count("beyond")!.Value;
        if (proposal.Height >= top) return null;
        var block = new Block(top, proposal.Block!.Time, proposal.Block.References);
        var jump = Sign(PrePrepare.Of(proposal.Configuration, proposal.Sender, proposal.View, block));
        _jumps.Add(proposal.View, jump);
        _replaced = proposal;
        return jump;
    }
}
