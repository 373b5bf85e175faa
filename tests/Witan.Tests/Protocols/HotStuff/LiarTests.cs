using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Protocols.HotStuff;

using Node = Witan.Protocols.HotStuff.Node;

/// <summary>X3, X4, X10: leaders that lie, in every mode and rotation. R0 leads first, or in its turn.</summary>
public sealed class LiarTests
{
    public static TheoryData<string, bool> All => Worlds.All;

    [Theory]
    [MemberData(nameof(All))]
    public void X4_a_leader_that_shows_each_half_another_block_stops_nothing(string protocol, bool rotates)
    {
        var cluster = Worlds.Of(protocol, rotates);
        cluster.Lie(0, (to, m) => to?.Value >= 2 && m is SignedStatement { Statement: Proposal said }
            ? cluster.Sign(0, Other(said)) : m);
        AssertProgress(cluster);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void X10_a_leader_that_leaves_one_replica_out_keeps_nobody_behind(string protocol, bool rotates)
    {
        var cluster = Worlds.Of(protocol, rotates);
        cluster.Lie(0, (to, m) => to?.Value == 3 && m.Type >= MessageType.FirstOfProtocol ? null : m);
        AssertProgress(cluster);
        var target = cluster[1].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[3].Replica!.Executed >= target));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void X3_a_leader_that_builds_on_an_older_node_forks_nothing_that_is_decided(string protocol, bool rotates)
    {
        var cluster = Worlds.Of(protocol, rotates);
        cluster.Lie(0, (_, m) => m is SignedStatement { Statement: Proposal { View.Value: > 2 } said }
            && said.View.Value % 5 == 0 ? cluster.Sign(0, Older(cluster, said)) : m);
        AssertProgress(cluster);
    }

    private static void AssertProgress(TestCluster cluster)
    {
        for (var i = 0; i < 60; i++) cluster.World.After(i * 3_000, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 60, 60_000_000));
        var last = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(last));
        Assert.Equal(61UL, cluster.Client.NumberOf(last));
        Assert.Null(cluster.AgreementFault());
    }

    /// <summary>The same place in the tree with a block of the same requests and another time; of an empty node, a
    /// block.</summary>
    private static Proposal Other(Proposal said)
    {
        var header = said.Node.Header;
        var block = said.Node.Block is { } shown
            ? new Block(shown.Height, new BlockTime(shown.Time.Microseconds + 1), shown.References)
            : new Block(header.Height.Next, new BlockTime(1), []);
        var node = new Node(
            said.Configuration, header with { Height = block.Height, Block = block.Digest }, block, said.Node.Justify);
        return new Proposal(said.Configuration, said.Sender, node, said.TC);
    }

    /// <summary>As a child of genesis: it follows from no certificate, and is refused or not voted for.</summary>
    private static Proposal Older(TestCluster cluster, Proposal said)
    {
        var block = new Block(new Height(1), new BlockTime(1), []);
        var genesis = NodeHeader.GenesisId(cluster.Cluster, said.Configuration);
        var node = new Node(
            said.Configuration, new NodeHeader(said.View, block.Height, genesis, block.Digest), block, null);
        return new Proposal(said.Configuration, said.Sender, node, said.TC);
    }
}
