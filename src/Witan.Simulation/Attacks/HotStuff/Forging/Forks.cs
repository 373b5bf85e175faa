using Witan.Core.Blocks;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.Simulation.Attacks.Pbft.Forging;

namespace Witan.Simulation.Attacks.HotStuff.Forging;

using Node = Witan.Protocols.HotStuff.Node;

/// <summary>Other nodes for a view than the honest one.</summary>
internal static class Forks
{
    /// <summary>The same requests on another parent; of an empty node a block without any.</summary>
    /// <param name="liar">The leader.</param>
    /// <param name="honest">What its honest code proposes.</param>
    /// <param name="justify">Of the other parent; null for genesis.</param>
    /// <param name="tc">That goes with it.</param>
    public static Proposal On(Liar liar, Proposal honest, QuorumCertificate? justify, TimeoutCertificate? tc)
    {
        var number = honest.Configuration;
        var height = (justify?.Height ?? Height.Genesis).Next;
        var block = honest.Node.Block is { } shown
            ? new Block(height, shown.Time, shown.References) : new Block(height, new BlockTime(1), []);
        var parent = justify?.Node ?? NodeHeader.GenesisId(liar.Cluster.Cluster, number);
        var header = new NodeHeader(honest.View, height, parent, block.Digest);
        return new Proposal(number, liar.Id, new Node(number, header, block, justify), tc);
    }

    /// <summary>Another block in the same place, or null if there is none that differs so.</summary>
    /// <param name="honest">What the honest code proposes.</param>
    /// <param name="content">"requests", "order" or "time"; an empty node differs from a block in all of them.</param>
    public static Proposal? Beside(Proposal honest, string content)
    {
        var header = honest.Node.Header;
        var block = honest.Node.Block is { } shown
            ? OtherBlocks.Make(shown, content) : new Block(header.Height.Next, new BlockTime(1), []);
        if (block is null) return null;
        var node = new Node(
            honest.Configuration, header with { Height = block.Height, Block = block.Digest }, block,
            honest.Node.Justify);
        return new Proposal(honest.Configuration, honest.Sender, node, honest.TC);
    }

    /// <summary>With the claims of its entries and a certificate below them; null where they claim nothing.</summary>
    public static TimeoutCertificate? Below(TimeoutCertificate tc) =>
        tc.HighQC is null ? null : new TimeoutCertificate(tc.View, tc.Configuration, tc.Timeouts, null);
}
