using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>The certificate of a checkpoint reaches who executed it and lost the votes. K is 8, the window 16.</summary>
public sealed class CheckpointOfferTests
{
    private const long Millisecond = 1_000;

    [Fact]
    public void One_of_4_that_loses_every_state_vote_has_the_certificate_of_each_checkpoint_two_intervals_later_and_keeps_deciding()
    {
        var cluster = new TestCluster();
        cluster.Drop((_, to, m) => to?.Value == 3 && m is SignedStatement { Statement: StateVote });
        for (var i = 0; i < 60; i++) cluster.World.After(i * 50 * Millisecond, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 60));
        cluster.World.Run(500 * Millisecond);
        Assert.InRange(cluster[0].Replica!.Stable.Value, 48UL, 64UL);
        Assert.Equal(cluster[0].Replica!.Stable, cluster[3].Replica!.Stable);
        Assert.Equal("Normal", cluster[3].Replica!.Mode);

        // Its window is open: with R2 gone its votes are needed, and no view change brings the certificate.
        cluster[2].Crash();
        Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        Assert.Equal(0UL, cluster[0].Replica!.Ordering.View.Value);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void Among_4_that_are_level_nothing_is_offered()
    {
        var cluster = new TestCluster();
        var offered = Offers(cluster, 0);
        for (var i = 0; i < 60; i++) cluster.World.After(i * 50 * Millisecond, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 60));
        cluster.World.Run(1_000 * Millisecond);
        Assert.Empty(offered);
    }

    [Fact]
    public void A_liar_that_says_a_hundred_times_that_it_has_none_is_offered_one_per_interval()
    {
        var cluster = new TestCluster();
        var offered = Offers(cluster, 0);
        Checkpoints(cluster, 2);
        for (var i = 0; i < 100; i++)
        {
            Give(cluster, 0, new Progress(Height.Genesis, Height.Genesis));
            cluster.World.Run(4 * Millisecond);
        }

        Assert.InRange(offered.Count, 2, 5);
        Assert.All(offered, c => Assert.Equal(cluster[0].Replica!.Stable, c.Certificate.Height));
    }

    [Fact]
    public void A_certificate_that_is_old_or_of_no_checkpoint_or_too_far_ahead_is_refused()
    {
        var cluster = new TestCluster();
        Checkpoints(cluster, 1);
        var stable = cluster[0].Replica!.Stable.Value;
        Give(cluster, 0, new Checkpoint(Certified(cluster, stable)));
        Assert.Equal(1, cluster[0].Rejections["Stale"]);
        Give(cluster, 0, new Checkpoint(Certified(cluster, stable + 1)));
        Assert.Equal(1, cluster[0].Rejections["OutsideWindow"]);
        Give(cluster, 0, new Checkpoint(Certified(cluster, stable + 800)));
        Assert.Equal(2, cluster[0].Rejections["OutsideWindow"]);
        Assert.Equal(stable, cluster[0].Replica!.Stable.Value);
    }

    private static List<Checkpoint> Offers(TestCluster cluster, int from)
    {
        var offered = new List<Checkpoint>();
        cluster.Lie(from, (_, m) =>
        {
            if (m is Checkpoint checkpoint) offered.Add(checkpoint);
            return m;
        });
        return offered;
    }

    private static void Checkpoints(TestCluster cluster, ulong count)
    {
        while (cluster[0].Replica!.Stable.Value < 8 * count) Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        cluster.World.Run(500 * Millisecond);
    }

    /// <summary>As if replica 3 sent it.</summary>
    private static void Give(TestCluster cluster, int to, Message message) =>
        cluster[to].Receive(Origin.Peer(cluster[3].Id), message.Encoded.ToArray());

    private static StateCertificate Certified(TestCluster cluster, ulong height)
    {
        var commitment = cluster[0].Replica!.Last.Commitment with { Height = new Height(height) };
        var votes = new VoteTable(cluster.Genesis.Configuration);
        for (var i = 0; i < 3; i++) votes.Add(cluster.Sign(i, new StateVote(default, cluster[i].Id, commitment)), commitment.Digest);
        return new StateCertificate(votes.TryCertify(commitment.Digest)!);
    }
}
