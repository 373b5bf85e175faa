using Witan.Core.Messages;
using Witan.Protocols.Streamlet;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Protocols.Streamlet;

/// <summary>Nobody fails.</summary>
public sealed class NormalCaseTests
{
    public static TheoryData<LeaderChoice> All => Worlds.All;

    [Theory]
    [MemberData(nameof(All))]
    public void T1_four_replicas_acknowledge_a_request_with_a_certificate_within_four_epochs(LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.World.RunUntil(() => cluster.Client.IsDone(ticket), 4 * Worlds.EpochLength));
        Assert.Equal(1UL, cluster.Client.NumberOf(ticket));
        Assert.True(cluster.RunUntilExecuted(1));
        Assert.Null(cluster.AgreementFault());
        Assert.All(cluster.Replicas, r => Assert.Empty(r.Rejections));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    [InlineData(6, 1)]
    [InlineData(7, 2)]
    public void Requests_execute_once_each_and_checkpoints_become_stable(int n, int f)
    {
        var cluster = Worlds.Of(LeaderChoice.Hash, n, f);
        for (var i = 0; i < 100; i++) cluster.World.After(i * 60_000, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 100));
        var last = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(last));
        Assert.Equal(101UL, cluster.Client.NumberOf(last));
        Assert.All(cluster.Replicas, r => Assert.True(r.Replica!.Stable.Value > 0));
        Assert.All(cluster.Replicas, r => Assert.Empty(r.Rejections));
        // The tree holds the window and the empty nodes above each block, whatever was final before.
        Assert.All(cluster.Replicas, r => Assert.InRange(
            r.Replica!.Gauges.Single(g => g.Name == "streamlet nodes").Held, 1, 4 * 16));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void When_all_is_final_nobody_proposes_or_votes_and_what_is_said_are_five_reports_a_second()
    {
        var cluster = Worlds.Of(LeaderChoice.Hash);
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        Assert.True(cluster.RunUntilExecuted(1));
        cluster.World.Run(2 * Worlds.EpochLength);
        var (statements, reports) = (0, 0);
        cluster.Drop((_, _, m) =>
        {
            if (m is SignedStatement && m.Type >= MessageType.FirstOfProtocol) statements++;
            if (m is Status { Longest: null }) reports++;
            return false;
        });
        cluster.World.Run(10_000_000);

        Assert.Equal(0, statements);
        Assert.InRange(reports, 1, 10 * 5 * 4 * 3);
        Assert.All(cluster.Replicas, r => Assert.Equal(1ul, r.Replica!.Executed.Value));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Heartbeats_are_final_while_nothing_else_is(LeaderChoice leaders)
    {
        var cluster = new TestCluster(new TestClusterOptions
        {
            Protocol = new Protocol(new StreamletOptions { Leaders = leaders }),
            Replica = new() { Heartbeat = TimeSpan.FromMilliseconds(500) },
        });
        cluster.World.Run(10_000_000);
        Assert.All(cluster.Replicas, r => Assert.InRange(r.Replica!.Executed.Value, 5ul, 21ul));
        Assert.Null(cluster.AgreementFault());
    }

    /// <summary>n votes, each passed on by n - 1: the price of the echo, and no message more than once.</summary>
    [Fact]
    public void Every_proposal_and_vote_reaches_each_replica_from_each_other_at_most_once()
    {
        var cluster = Worlds.Of(LeaderChoice.Hash);
        var seen = new Dictionary<(uint From, uint To, string Bytes), int>();
        cluster.Drop((from, to, m) =>
        {
            if (from is not { } sender || to is not { } receiver) return false;
            if (m is not SignedStatement { Statement: Proposal or Vote }) return false;
            var key = (sender.Value, receiver.Value, Convert.ToHexString(m.Encoded.Span));
            seen[key] = seen.GetValueOrDefault(key) + 1;
            return false;
        });
        Worlds.AssertProgress(cluster, 5);
        Assert.NotEmpty(seen);
        Assert.All(seen, entry => Assert.Equal(1, entry.Value));
    }
}
