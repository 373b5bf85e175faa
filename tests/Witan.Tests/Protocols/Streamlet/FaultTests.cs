using Witan.Core.Messages;
using Witan.Protocols.Streamlet;
using Xunit;

namespace Witan.Tests.Protocols.Streamlet;

/// <summary>Crashes, losses and restarts of whole replicas.</summary>
public sealed class FaultTests
{
    public static TheoryData<LeaderChoice> All => Worlds.All;

    /// <summary>With crashes alone three consecutive leaders that are up suffice, and in turns of four there
    /// are.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void T11_any_one_of_four_down_requests_are_still_acknowledged(LeaderChoice leaders)
    {
        for (var down = 0; down < 4; down++)
        {
            var cluster = Worlds.Of(leaders);
            cluster[down].Crash();
            var tickets = Enumerable.Range(0, 10).Select(_ => cluster.Client.Submit("a")).ToArray();
            Assert.True(cluster.RunUntilDone(tickets), $"R{down} down");
            Assert.Null(cluster.AgreementFault());
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_arrives_for_seconds_and_then_everything_is_final_soon(LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        cluster.Drop((from, to, m) => from is not null && to is not null);
        var ticket = cluster.Client.Submit("a");
        cluster.World.Run(20_000_000);
        cluster.Heal();
        // Five epochs with correct leaders, and one that is under way.
        Assert.True(cluster.World.RunUntil(() => cluster.Client.IsDone(ticket), 6 * Worlds.EpochLength));
        Assert.True(cluster.RunUntilExecuted(1));
        Assert.Null(cluster.AgreementFault());
    }

    /// <summary>Every few epochs the network hears other halves: chains grow apart, none of them final.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void T8_deliveries_that_alternate_between_halves_fork_nothing_and_six_epochs_after_them_all_is_final(
        LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        var split = 0;
        cluster.Drop((from, to, _) =>
            from is { } a && to is { } b && split < 60 && IsCut((int)a.Value, (int)b.Value, split));
        for (var i = 0; i < 60; i++)
        {
            cluster.World.After(i * Worlds.EpochLength * 3 / 2, () => split++);
            cluster.World.After(i * Worlds.EpochLength, () => cluster.Client.Submit("a"));
        }

        cluster.World.Run(90 * Worlds.EpochLength);
        Assert.Null(cluster.AgreementFault());
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.World.RunUntil(() => cluster.Client.IsDone(ticket), 6 * Worlds.EpochLength));
        Assert.Equal(61, cluster.Client.Outcomes.Count);
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [MemberData(nameof(All))]
    public void T10_all_four_killed_at_once_every_acknowledged_request_survives(LeaderChoice leaders)
    {
        foreach (var unsyncedSurvives in new[] { false, true })
        {
            var cluster = Worlds.Of(leaders);
            for (var i = 0; i < 20; i++) cluster.World.After(i * 60_000, () => cluster.Client.Submit("a"));
            cluster.World.Run(700_300);
            foreach (var replica in cluster.Replicas) replica.Crash(unsyncedSurvives);
            foreach (var replica in cluster.Replicas) replica.Start();
            Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 20));
            var last = cluster.Client.Submit("a");
            Assert.True(cluster.RunUntilDone(last));
            Assert.Equal(21UL, cluster.Client.NumberOf(last));
            Assert.Null(cluster.AgreementFault());
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void T10_a_replica_killed_every_half_epoch_breaks_no_promise_and_loses_nothing(LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        for (var i = 0; i < 40; i++) cluster.World.After(i * 100_000, () => cluster.Client.Submit("a"));
        for (var i = 0; i < 40; i++)
        {
            var place = i % 4;
            var survives = i % 3 == 0;
            cluster.World.After(5_300 + (i * 101_300), () => cluster[place].Crash(survives));
            cluster.World.After(5_300 + (i * 101_300) + 61_700, () => cluster[place].Start());
        }

        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 40));
        Assert.Null(cluster.AgreementFault());
        Assert.All(cluster.Replicas, r => Assert.Empty(r.Replica!.ProvedLies));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void T6_a_replica_that_no_leader_sends_its_proposals_to_votes_all_the_same(LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        var votes = 0;
        cluster.Drop((from, to, m) =>
        {
            var isOwn = m is SignedStatement { Statement: Vote { Sender.Value: 2 } } && from?.Value == 2;
            if (isOwn && to?.Value == 0) votes++;
            return to?.Value == 2 && m is SignedStatement { Statement: Proposal said } && said.Sender == from;
        });
        Worlds.AssertProgress(cluster);
        Assert.InRange(votes, 5, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void T18_a_replica_off_for_a_hundred_epochs_beside_a_liar_catches_up_and_votes_again(LeaderChoice leaders)
    {
        var cluster = Worlds.Of(leaders);
        cluster[2].Crash();
        for (var i = 0; i < 100; i++) cluster.World.After(i * Worlds.EpochLength, () => cluster.Client.Submit("a"));
        // R1 answers questions for nodes with others than were asked for.
        cluster.Lie(1, (_, m) => m is Nodes { Items: [var first, ..] } ? new Nodes(default, [first, first]) : m);
        cluster.World.Run(100 * Worlds.EpochLength);
        cluster[2].Start();
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 100));
        var target = cluster[0].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[2].Replica!.Executed >= target));
        cluster[3].Crash();
        Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        Assert.Null(cluster.AgreementFault());
    }

    /// <summary>Another pair of halves in each split; every third time all hear each other.</summary>
    private static bool IsCut(int a, int b, int split) => (split % 3) switch
    {
        0 => (a < 2) != (b < 2),
        1 => (a % 2) != (b % 2),
        _ => false,
    };
}
