using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Dbft;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>dBFT messages that nobody asked for: for one height and view it says one thing only.</summary>
/// <param name="liar">Who signs.</param>
internal sealed class FloodOfDbft(Liar liar) : IProtocolFlood
{
    private Height Height => (liar.Core?.Executed ?? default).Next;

    /// <summary>For this height and the next, in views that it leads and that it does not.</summary>
    public Message Proposal(ulong count)
    {
        var height = new Height(Height.Value + (count % 2));
        var block = new Block(height, new BlockTime((long)height.Value), []);
        return liar.Adversary.Sign(new PrepareRequest(
            liar.Configuration.Number, liar.Id, height, new View(count / 2 % HeightStatement.MaxView), block.Digest,
            block));
    }

    /// <summary>
    /// Recovery spam: requests for recovery, and for views that others left, which are answered like one.
    /// </summary>
    public Message ViewChange(ulong count) => count % 2 == 0
        ? new RecoveryRequest(liar.Configuration.Number, Height, default)
        : liar.Adversary.Sign(new ChangeView(
            liar.Configuration.Number, liar.Id, Height, default, ChangeViewReason.Timeout));
}
