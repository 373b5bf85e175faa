using Witan.Client;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>When state votes go to other replicas, and what waits for them and what does not.</summary>
public sealed class StateVoteTests
{
    private const int Requests = 400;

    [Fact]
    public void Under_load_replicas_exchange_votes_for_the_marks_and_few_others_and_checkpoints_become_stable()
    {
        var heights = new SortedDictionary<ulong, int>();
        var cluster = Stream(Cluster(delay: 20), heights);
        var executed = cluster[0].Replica!.Executed.Value;

        // One broadcast to three others per replica and mark; a few more where the stream ends.
        Assert.True(executed > 100, $"only {executed} blocks");
        Assert.InRange(heights.Values.Sum(), 12 * (int)(executed / 8), 12 * (int)((executed / 8) + 3));
        for (ulong mark = 8; mark < executed; mark += 8) Assert.Equal(12, heights[mark]);
        Assert.All(cluster.Replicas, r => Assert.True(r.Replica!.Stable.Value >= executed - 8));
    }

    [Fact]
    public void Acknowledgements_take_exactly_as_long_as_with_every_vote_said_at_once()
    {
        Assert.Equal(Latencies(delay: 0), Latencies(delay: 5));

        static List<long> Latencies(int delay)
        {
            var cluster = Cluster(delay);
            var latencies = new List<long>();
            for (var i = 0; i < 30; i++)
            {
                var since = cluster.World.Now;
                Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
                latencies.Add(cluster.World.Now - since);
            }

            return latencies;
        }
    }

    [Fact]
    public void A_linearizable_read_behind_a_write_takes_exactly_as_long_as_with_every_vote_said_at_once()
    {
        Assert.Equal(Latencies(delay: 0), Latencies(delay: 50));

        static List<long> Latencies(int delay)
        {
            var cluster = Cluster(delay);
            var latencies = new List<long>();
            for (var i = 0; i < 20; i++)
            {
                Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
                var since = cluster.World.Now;
                var read = cluster.Client.Query("a");
                Assert.True(cluster.RunUntilDone(read));
                Assert.Equal((ulong)i + 1, cluster.Client.NumberOf(read));
                latencies.Add(cluster.World.Now - since);
            }

            return latencies;
        }
    }

    [Fact]
    public void Linearizable_reads_amid_a_stream_of_writes_are_certified_without_waiting_for_a_mark()
    {
        var slow = Slowest(delay: 50);
        Assert.InRange(slow, 1, Slowest(delay: 0) + 2_000);

        static long Slowest(int delay)
        {
            var cluster = Cluster(delay);
            for (var i = 0; i < 400; i++) cluster.World.After(i * 900, () => cluster.Client.Submit("a"));
            var slowest = 0L;
            cluster.World.Run(50_000);
            while (cluster.Client.Outcomes.Count < 300)
            {
                var since = cluster.World.Now;
                Assert.True(cluster.RunUntilDone(cluster.Client.Query("a")));
                slowest = Math.Max(slowest, cluster.World.Now - since);
            }

            return slowest;
        }
    }

    [Fact]
    public void A_read_that_waits_at_one_replica_makes_the_others_say_their_votes()
    {
        var cluster = Cluster(delay: 1_000);
        var write = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(write));
        var since = cluster.World.Now;
        var read = cluster.Client.Query("a", new ReadLevel.AtLeast(new Height(1)));

        Assert.True(cluster.RunUntilDone(read));

        Assert.Equal(1UL, cluster.Client.NumberOf(read));
        Assert.InRange(cluster.World.Now - since, 1, 5_000);
    }

    [Fact]
    public void The_last_vote_of_a_burst_is_said_after_the_delay_without_anybody_asking()
    {
        var said = new List<(long At, ulong Height)>();
        var cluster = Cluster(delay: 5);
        cluster.Lie(1, (to, message) =>
        {
            if (to is not null && message is SignedStatement { Statement: StateVote vote })
                said.Add((cluster.World.Now, vote.Commitment.Height.Value));
            return message;
        });
        var write = cluster.Client.Submit("a");
        Assert.True(cluster.World.RunUntil(() => cluster[1].Replica!.Executed.Value == 1));
        var executed = cluster.World.Now;
        cluster.World.Run(100_000);

        Assert.Equal([1UL, 1UL, 1UL], said.Where(s => s.Height == 1).Select(s => s.Height));
        Assert.All(said.Where(s => s.Height == 1), s => Assert.InRange(s.At - executed, 4_000, 6_000));
        Assert.True(cluster.Client.IsDone(write));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public void No_checkpoint_is_skipped_whatever_its_interval(int interval)
    {
        var heights = new SortedDictionary<ulong, int>();
        var parameters = new ClusterParameters
        {
            CheckpointInterval = (uint)interval, Window = (uint)(interval * 8), SlotsInFlight = 4,
        };
        var cluster = Stream(Cluster(5, parameters), heights);
        var executed = cluster[0].Replica!.Executed.Value;

        for (var height = (ulong)interval; height < executed; height += (ulong)interval)
            Assert.Equal(12, heights[height]);
        Assert.All(cluster.Replicas, r => Assert.True(r.Replica!.Stable.Value >= executed - (ulong)interval));
    }

    [Fact]
    public void A_liar_that_says_every_height_costs_what_saying_every_vote_at_once_costs_and_no_more()
    {
        var heights = new SortedDictionary<ulong, int>();
        var cluster = Cluster(delay: 5);
        for (ulong height = 1; height < 16; height++)
        {
            var commitment = cluster[0].Replica!.Last.Commitment with { Height = new Height(height) };
            var vote = cluster.Sign(3, new StateVote(default, cluster[3].Id, commitment));
            for (var to = 0; to < 3; to++) cluster[to].Receive(Origin.Peer(cluster[3].Id), vote.Encoded.ToArray());
        }

        Stream(cluster, heights);

        Assert.All(heights.Values, count => Assert.InRange(count, 1, 12));
    }

    [Theory]
    [InlineData(600, true)]
    [InlineData(5, false)]
    public void Decided_blocks_are_kept_for_peers_as_long_as_the_option_says(int seconds, bool kept)
    {
        var retain = new TimeSpan(seconds * TimeSpan.TicksPerSecond);
        var options = new ReplicaOptions { Heartbeat = TimeSpan.Zero, RetainTime = retain };
        var cluster = new TestCluster(new TestClusterOptions { Replica = options });
        Decisions? answer = null;
        cluster.Lie(0, (to, message) =>
        {
            if (to == cluster[3].Id && message is Decisions decisions) answer = decisions;
            return message;
        });
        Write(cluster, 20);
        cluster.World.Run(10_000_000);
        Write(cluster, 20);
        cluster[3].Crash();

        cluster[0].Receive(Origin.Peer(cluster[3].Id), new FetchDecisions(new Height(1)).Encoded.ToArray());
        Assert.Equal(kept, answer!.Items.Count > 0);
        cluster[0].Receive(Origin.Peer(cluster[3].Id), new FetchDecisions(new Height(30)).Encoded.ToArray());
        Assert.NotEmpty(answer.Items);
    }

    private static void Write(TestCluster cluster, int count)
    {
        for (var i = 0; i < count; i++) Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
    }

    private static TestCluster Cluster(int delay, ClusterParameters? parameters = null)
    {
        var options = new ReplicaOptions
        {
            Heartbeat = TimeSpan.Zero, StateVoteDelay = new TimeSpan(delay * TimeSpan.TicksPerMillisecond),
        };
        var set = new TestClusterOptions { Replica = options };
        return new TestCluster(parameters is null ? set : set with { Parameters = parameters });
    }

    /// <summary>
    /// A block every few milliseconds; counts the state votes on their way between replicas, by height.
    /// </summary>
    private static TestCluster Stream(TestCluster cluster, SortedDictionary<ulong, int> heights)
    {
        for (var place = 0; place < 4; place++)
        {
            cluster.Lie(place, (to, message) =>
            {
                if (to is null || message is not SignedStatement { Statement: StateVote vote }) return message;
                var height = vote.Commitment.Height.Value;
                heights[height] = heights.GetValueOrDefault(height) + 1;
                return message;
            });
        }

        for (var i = 0; i < Requests; i++) cluster.World.After(i * 1_000, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == Requests));
        cluster.World.Run(50_000);
        Assert.Null(cluster.AgreementFault());
        return cluster;
    }
}
