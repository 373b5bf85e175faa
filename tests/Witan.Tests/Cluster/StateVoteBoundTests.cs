using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Primitives;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>
/// Heights for which votes are kept: up to two windows (of 16) above what is executed. A liar signs as many heights as it likes.
/// </summary>
public sealed class StateVoteBoundTests
{
    private const ulong TwoWindows = 32;

    [Fact]
    public void A_liar_of_4_that_signs_a_thousand_heights_ahead_fills_two_windows_and_no_more()
    {
        var cluster = new TestCluster();
        for (var height = 1UL; height <= 1_000; height++) Vote(cluster, 0, height);
        Assert.Equal(1_000 - (int)TwoWindows, cluster[0].Rejections["OutsideWindow"]);

        // What it filled does not stand in the way of true votes.
        Assert.True(cluster.RunUntilDone([.. Enumerable.Range(0, 40).Select(_ => cluster.Client.Submit("a"))]));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void At_the_highest_height_that_a_message_can_name_a_vote_is_refused_like_any_other()
    {
        var cluster = new TestCluster();
        Vote(cluster, 0, Limits.MaxCounter);
        Vote(cluster, 0, Limits.MaxCounter - 1);
        Assert.Equal(2, cluster[0].Rejections["OutsideWindow"]);
    }

    [Fact]
    public void The_limit_moves_with_execution_also_while_no_checkpoint_is_certified()
    {
        var cluster = new TestCluster();
        // R0 executes and never sees another's state vote: its checkpoint stays at genesis.
        cluster.Drop((_, to, m) => to?.Value == 0 && m is Core.Messages.SignedStatement { Statement: StateVote } or Core.Messages.Checkpoint);
        for (var i = 0; i < 6; i++) Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        var executed = cluster[0].Replica!.Executed.Value;
        Assert.Equal(0UL, cluster[0].Replica!.Stable.Value);
        Assert.InRange(executed, 3UL, 8UL);

        Vote(cluster, 0, executed + TwoWindows);
        Assert.False(cluster[0].Rejections.ContainsKey("OutsideWindow"));
        Vote(cluster, 0, executed + TwoWindows + 1);
        Assert.Equal(1, cluster[0].Rejections["OutsideWindow"]);
    }

    [Fact]
    public void Below_the_certified_checkpoint_nothing_is_kept()
    {
        var cluster = new TestCluster();
        while (cluster[0].Replica!.Stable.Value < 16) Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        var before = cluster[0].Rejections.GetValueOrDefault("OutsideWindow");
        var stable = cluster[0].Replica!.Stable.Value;
        for (var height = 1UL; height < stable; height++) Vote(cluster, 0, height);
        Assert.Empty(cluster[0].Replica!.ProvedLies);
        for (var height = 8UL; height < stable; height += 8) Vote(cluster, 0, height);
        Assert.Equal(before, cluster[0].Rejections.GetValueOrDefault("OutsideWindow"));
    }

    /// <summary>A vote of liar R3 for a height that does not exist.</summary>
    private static void Vote(TestCluster cluster, int to, ulong height)
    {
        var commitment = cluster[to].Replica!.Last.Commitment with { Height = new Height(height) };
        var vote = cluster.Sign(3, new StateVote(default, cluster[3].Id, commitment));
        cluster[to].Receive(Origin.Peer(cluster[3].Id), vote.Encoded.ToArray());
    }
}
