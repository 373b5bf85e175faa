using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Streamlet;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Protocols.Streamlet;

using Node = Witan.Protocols.Streamlet.Node;

/// <summary>R0 lies whenever it leads or votes; the other three are correct.</summary>
public sealed class LiarTests
{
    public static TheoryData<LeaderChoice> All => Worlds.All;

    [Theory]
    [MemberData(nameof(All))]
    public void T4_a_leader_that_shows_each_half_another_block_stops_nothing_and_is_proved_a_liar(LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        cluster.Lie(0, (to, m) => to?.Value >= 2 && IsOwn(m, out var said) ? cluster.Sign(0, Other(said)) : m);
        Worlds.AssertProgress(cluster);
        Assert.All(cluster.Replicas.Skip(1), r => Assert.Contains(
            r.Replica!.ProvedLies, lie => lie.First.Statement is Proposal { Sender.Value: 0 }));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void T5_a_leader_that_extends_genesis_for_ever_wastes_its_own_epochs_only(LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        cluster.Lie(0, (_, m) => IsOwn(m, out var said) ? cluster.Sign(0, Oldest(cluster, said)) : m);
        Worlds.AssertProgress(cluster);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void T6_a_leader_that_leaves_one_replica_out_keeps_nobody_behind(LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        cluster.Lie(0, (to, m) => to?.Value == 3 && m.Type >= MessageType.FirstOfProtocol ? null : m);
        Worlds.AssertProgress(cluster);
        var target = cluster[1].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[3].Replica!.Executed >= target));
    }

    /// <summary>In every epoch another one is the only one to get its vote.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void T7_a_liar_that_shows_its_votes_to_one_alone_stops_nothing(LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        cluster.Lie(0, (to, m) => m is SignedStatement { Statement: Vote { Sender.Value: 0 } vote }
            && to?.Value != 1 + (vote.Epoch.Value % 3) ? null : m);
        Worlds.AssertProgress(cluster);
    }

    /// <summary>A block of R0 that nobody sees is never notarized; its requests stand in another one, once.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void T17_what_a_lost_branch_held_is_proposed_again_and_executes_once(LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        var lost = 0;
        cluster.Lie(0, (_, m) =>
        {
            if (m is not SignedStatement { Statement: Vote or Proposal }) return m;
            if (m is SignedStatement { Statement: Proposal { Sender.Value: 0, Node.Block: not null } }) lost++;
            return null;
        });
        Worlds.AssertProgress(cluster, 40);
        Assert.InRange(lost, 3, int.MaxValue);
    }

    private static bool IsOwn(Message message, out Proposal said)
    {
        said = (message as SignedStatement)?.Statement as Proposal ?? null!;
        return said is { Sender.Value: 0 };
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
        return new Proposal(said.Configuration, said.Sender, node);
    }

    /// <summary>A child of genesis.</summary>
    private static Proposal Oldest(TestCluster cluster, Proposal said)
    {
        var block = new Block(new Height(1), new BlockTime(1), []);
        var genesis = NodeHeader.GenesisId(cluster.Cluster, said.Configuration);
        var node = new Node(
            said.Configuration, new NodeHeader(said.Epoch, 1, block.Height, genesis, block.Digest), block, null);
        return new Proposal(said.Configuration, said.Sender, node);
    }
}
