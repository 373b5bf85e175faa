using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Protocols.Streamlet;

namespace Witan.Simulation.Attacks.Forging;

using Node = Witan.Protocols.Streamlet.Node;

/// <summary>Streamlet messages that nobody asked for, of all epochs around the present one.</summary>
/// <param name="liar">Who signs.</param>
internal sealed class FloodOfStreamlet(Liar liar) : IProtocolFlood
{
    private const ulong Epochs = 24;

    /// <summary>Children of genesis, and votes for nodes that do not exist: each epoch and each time another
    /// one.</summary>
    public Message Proposal(ulong count)
    {
        var (configuration, epoch) = (liar.Configuration.Number, EpochOf(count));
        if (count % 2 == 0)
        {
            return liar.Adversary.Sign(
                new Vote(configuration, liar.Id, epoch, Sha256.Hash(BitConverter.GetBytes(count))));
        }

        var block = new Block(new Height(1), new BlockTime((long)count), []);
        var header = new NodeHeader(
            epoch, 1, block.Height, NodeHeader.GenesisId(liar.Cluster.Cluster, configuration), block.Digest);
        return liar.Adversary.Sign(
            new Proposal(configuration, liar.Id, new Node(configuration, header, block, null)));
    }

    /// <summary>Orphans' parents asked for.</summary>
    public Message ViewChange(ulong count) => new FetchNodes(
        liar.Configuration.Number, Sha256.Hash(BitConverter.GetBytes(count)), Height.Genesis);

    private Epoch EpochOf(ulong count)
    {
        var now = liar.Core?.Ordering.View.Value ?? 1;
        return new Epoch(Math.Max(1, now + (count % Epochs) - Math.Min(now, Epochs * 2 / 3)));
    }
}
