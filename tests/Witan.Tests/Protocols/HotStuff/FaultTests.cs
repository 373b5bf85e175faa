using Witan.Core.Messages;
using Witan.Protocols.HotStuff;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Protocols.HotStuff;

/// <summary>Crashes, losses and restarts (C2, C3, C4, C6 and the scenarios X).</summary>
public sealed class FaultTests
{
    public static TheoryData<string, bool> All => Worlds.All;

    [Theory]
    [MemberData(nameof(All))]
    public void C3_X2_any_one_of_four_down_requests_are_still_acknowledged(string protocol, bool rotates)
    {
        for (var down = 0; down < 4; down++)
        {
            var cluster = Worlds.Of(protocol, rotates);
            cluster[down].Crash();
            var tickets = Enumerable.Range(0, 20).Select(_ => cluster.Client.Submit("a")).ToArray();
            Assert.True(cluster.RunUntilDone(tickets), $"R{down} down");
            Assert.Null(cluster.AgreementFault());
        }
    }

    [Fact]
    public void X2_votes_to_the_next_leader_of_every_view_and_one_down_chains_of_three_never_commit()
    {
        var cluster = new TestCluster(new TestClusterOptions
        {
            Protocol = new Protocol(HotStuffMode.Chained, new Rotation(1, false)),
        });
        cluster[3].Crash();
        cluster.Client.Submit("a");
        cluster.World.Run(30_000_000);
        Assert.All(cluster.Replicas.Take(3), r => Assert.Equal(0ul, r.Replica!.Executed.Value));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void C2_the_leader_killed_in_a_stream_of_requests_none_is_lost_and_none_applied_twice(
        string protocol, bool rotates)
    {
        var cluster = Worlds.Of(protocol, rotates);
        for (var i = 0; i < 300; i++) cluster.World.After(i * 1_000, () => cluster.Client.Submit("a"));
        cluster.World.After(100_000, () => cluster[0].Crash());
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 300));
        var last = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(last));
        Assert.Equal(301UL, cluster.Client.NumberOf(last));
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void C6_all_four_killed_at_once_every_acknowledged_request_survives(string protocol, bool rotates)
    {
        foreach (var unsyncedSurvives in new[] { false, true })
        {
            var cluster = Worlds.Of(protocol, rotates);
            for (var i = 0; i < 100; i++) cluster.World.After(i * 1_000, () => cluster.Client.Submit("a"));
            cluster.World.Run(60_300);
            foreach (var replica in cluster.Replicas) replica.Crash(unsyncedSurvives);
            foreach (var replica in cluster.Replicas) replica.Start();
            Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 100));
            var last = cluster.Client.Submit("a");
            Assert.True(cluster.RunUntilDone(last));
            Assert.Equal(101UL, cluster.Client.NumberOf(last));
            Assert.Null(cluster.AgreementFault());
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void C6_a_replica_killed_every_few_milliseconds_breaks_no_promise_and_loses_nothing(
        string protocol, bool rotates)
    {
        var cluster = Worlds.Of(protocol, rotates);
        for (var i = 0; i < 120; i++) cluster.World.After(i * 2_000, () => cluster.Client.Submit("a"));
        for (var i = 0; i < 30; i++)
        {
            var place = i % 4;
            var survives = i % 3 == 0;
            cluster.World.After(5_300 + (i * 7_300), () => cluster[place].Crash(survives));
            cluster.World.After(5_300 + (i * 7_300) + 3_100, () => cluster[place].Start());
        }

        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 120));
        Assert.Null(cluster.AgreementFault());
        Assert.All(cluster.Replicas, r => Assert.Empty(r.Replica!.ProvedLies));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void C4_nothing_arrives_for_seconds_and_then_everything_is_decided_soon(string protocol, bool rotates)
    {
        var cluster = Worlds.Of(protocol, rotates);
        cluster.Drop((from, to, m) => from is not null && to is not null);
        var ticket = cluster.Client.Submit("a");
        cluster.World.Run(20_000_000);
        cluster.Heal();
        Assert.True(cluster.World.RunUntil(() => cluster.Client.IsDone(ticket), 12_000_000));
        Assert.True(cluster.RunUntilExecuted(1));
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void X10_a_replica_that_never_hears_proposals_fetches_what_it_lacks(string protocol, bool rotates)
    {
        var cluster = Worlds.Of(protocol, rotates);
        cluster.Drop((_, to, m) => to?.Value == 2 && m is SignedStatement { Statement: Proposal });
        for (var i = 0; i < 50; i++) cluster.World.After(i * 2_000, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 50));
        var target = cluster[0].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[2].Replica!.Executed >= target));
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void X12_a_replica_down_for_several_windows_catches_up_and_votes_again(string protocol, bool rotates)
    {
        var cluster = Worlds.Of(protocol, rotates);
        cluster[2].Crash();
        for (var i = 0; i < 300; i++) cluster.World.After(i * 4_000, () => cluster.Client.Submit("a"));
        cluster.World.Run(800_000);
        cluster[2].Start();
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 300));
        var target = cluster[0].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[2].Replica!.Executed >= target));
        cluster[3].Crash();
        Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        Assert.Null(cluster.AgreementFault());
    }
}
