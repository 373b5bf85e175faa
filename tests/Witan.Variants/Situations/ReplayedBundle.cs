using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;

namespace Witan.Variants.Situations;

/// <summary>The leader puts the bundle of its first proposal into the second one too: it must execute once.</summary>
internal static class ReplayedBundle
{
    public static string? Play()
    {
        var cluster = new TestCluster();
        Block? first = null;
        cluster.Lie(0, (_, message) =>
        {
            if (message is not SignedStatement { Statement: PrePrepare { Block: { } block } proposal }) return message;
            if (block.Height.Value == 1) first = block;
            if (block.Height.Value != 2 || first is null) return message;
            var again = new Block(block.Height, block.Time, [.. first.References, .. block.References]);
            return cluster.Sign(0, PrePrepare.Of(proposal.Configuration, proposal.Sender, proposal.View, again));
        });
        foreach (var expected in (ulong[])[1, 2, 3])
        {
            var ticket = cluster.Client.Submit("a");
            if (!cluster.RunUntilDone(ticket)) return "no progress";
            if (cluster.Client.NumberOf(ticket) is var number && number != expected)
                return $"request {expected} made the counter {number}";
        }

        return first is null ? "the leader proposed nothing" : cluster.AgreementFault();
    }
}
