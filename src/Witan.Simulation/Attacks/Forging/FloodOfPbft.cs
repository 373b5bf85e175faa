using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>
/// Well signed PBFT messages that nobody asked for. For one slot and view, and for one target, it says one thing only:
/// it is the number that counts.
/// </summary>
/// <param name="liar">Who signs.</param>
internal sealed class FloodOfPbft(Liar liar) : IProtocolFlood
{
    /// <summary>Views that it asks for, above the current one.</summary>
    private const ulong Views = 10_000;

    private View View => liar.Core?.Ordering.View ?? default;

    /// <summary>For a slot in a view that another leads, within the window and beyond it.</summary>
    public Message Proposal(ulong count)
    {
        var view = PbftRules.Leader(liar.Configuration, View) == liar.Id ? View.Next : View;
        var slots = 2 * (ulong)liar.Configuration.Parameters.Window;
        var height = (liar.Core?.Executed ?? default) + 1 + (count % slots);
        var block = new Block(height, new BlockTime((long)height.Value), []);
        return liar.Adversary.Sign(PrePrepare.Of(liar.Configuration.Number, liar.Id, view, block));
    }

    public Message ViewChange(ulong count)
    {
        var target = new View(View.Value + 1 + (count % Views));
        return liar.Adversary.Sign(new ViewChange(liar.Configuration.Number, liar.Id, target, null, []));
    }
}
