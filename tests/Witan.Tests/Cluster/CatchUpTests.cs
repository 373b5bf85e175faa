using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>How long it takes a replica that fell behind to be level. One message takes 1 ms, a StatusInterval 200 ms.</summary>
public sealed class CatchUpTests
{
    private const long Millisecond = 1_000;

    // The outages here stay within a window: single decisions are the way, not the state.
    private static readonly ClusterParameters Wide = new() { CheckpointInterval = 64, Window = 128, SlotsInFlight = 8 };

    /// <summary>One put every so often.</summary>
    private static void Load(TestCluster cluster, long everyMs, int count)
    {
        for (var i = 0; i < count; i++) cluster.World.After(i * everyMs * Millisecond, () => cluster.Client.Submit("a"));
    }

    private static ulong Behind(TestCluster cluster, int place) =>
        cluster[0].Replica!.Executed.Value - cluster[place].Replica!.Executed.Value;

    [Fact]
    public void A_backup_of_4_cut_off_for_120_ms_under_load_is_level_within_a_third_of_an_interval()
    {
        var cluster = new TestCluster(new TestClusterOptions { Parameters = Wide });
        Load(cluster, 2, 600);
        cluster.World.Run(300 * Millisecond);
        cluster.Isolate(2);
        cluster.World.Run(120 * Millisecond);
        cluster.Heal();
        Assert.InRange(Behind(cluster, 2), 10UL, 100UL);
        cluster.World.Run(70 * Millisecond);
        Assert.InRange(Behind(cluster, 2), 0UL, 2UL);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_backup_of_4_in_a_view_change_alone_and_kept_from_deciding_follows_within_milliseconds()
    {
        var cluster = new TestCluster(new TestClusterOptions { Parameters = Wide });
        AskAlone(cluster, 3);
        // With the COMMITs of two only it can decide nothing itself.
        cluster.Lie(0, (to, m) => to?.Value == 3 && m is SignedStatement { Statement: Commit } ? null : m);
        Load(cluster, 5, 200);
        cluster.World.Run(400 * Millisecond);
        for (var i = 0; i < 10; i++)
        {
            cluster.World.Run(50 * Millisecond);
            Assert.InRange(Behind(cluster, 3), 0UL, 2UL);
        }

        Assert.Equal("ViewChange", cluster[3].Replica!.Mode);
    }

    [Fact]
    public void Liars_that_take_questions_and_never_answer_delay_a_follower_by_an_interval_each_and_not_more()
    {
        var cluster = new TestCluster(new TestClusterOptions { Replicas = 7, Faulty = 2, Parameters = Wide });
        foreach (var liar in new[] { 0, 1 }) cluster.Lie(liar, (_, m) => m is Decisions ? null : m);
        Load(cluster, 4, 400);
        cluster.World.Run(300 * Millisecond);
        cluster.Isolate(6);
        cluster.World.Run(150 * Millisecond);
        cluster.Heal();
        cluster.World.Run(550 * Millisecond);
        Assert.InRange(Behind(cluster, 6), 0UL, 2UL);
    }

    [Fact]
    public void A_question_for_what_nobody_has_decided_is_answered_when_it_is_and_not_before()
    {
        var cluster = new TestCluster(new TestClusterOptions { Parameters = Wide });
        var answers = new List<Decisions>();
        cluster.Lie(0, (to, m) =>
        {
            if (to?.Value == 2 && m is Decisions decisions) answers.Add(decisions);
            return m;
        });
        cluster[0].Receive(Origin.Peer(cluster[2].Id), new FetchDecisions(new Height(1)).Encoded.ToArray());
        cluster.World.Run(100 * Millisecond);
        Assert.Empty(answers);
        Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        Assert.Equal(new Height(1), Assert.Single(Assert.Single(answers).Items).Height);
    }

    [Fact]
    public void A_question_that_waited_for_an_interval_is_dropped()
    {
        var cluster = new TestCluster(new TestClusterOptions { Parameters = Wide });
        var answers = 0;
        cluster.Lie(0, (_, m) =>
        {
            if (m is Decisions) answers++;
            return m;
        });
        cluster[0].Receive(Origin.Peer(cluster[2].Id), new FetchDecisions(new Height(1)).Encoded.ToArray());
        cluster.World.Run(300 * Millisecond);
        Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        Assert.Equal(0, answers);
    }

    /// <summary>Cuts a replica off from the others, not from the client, until it suspects the leader.</summary>
    private static void AskAlone(TestCluster cluster, int place)
    {
        cluster.World.Run(500 * Millisecond);
        cluster.Drop((from, to, _) => from is not null && to is not null && (from.Value.Value == place || to.Value.Value == place));
        Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        Assert.True(cluster.World.RunUntil(() => cluster[place].Replica!.Mode == "ViewChange"));
        cluster.Heal();
    }
}
