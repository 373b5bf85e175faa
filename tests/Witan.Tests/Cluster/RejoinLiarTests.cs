using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Reconfiguration;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>REJOINs that must have no effect.</summary>
public sealed class RejoinLiarTests
{
    [Fact]
    public void A_rejoin_signed_by_somebody_else_is_refused()
    {
        var cluster = new TestCluster();
        cluster.Put(2);
        var forged = new SignedStatement(cluster.Rejoin(3, 0).Statement, cluster.Rejoin(2, 0).Signature);
        cluster.Say(2, forged);
        cluster.Say(2, new Bodies([], [new RejoinBody(forged)]));
        cluster.World.Run(3_000_000);
        Assert.All(cluster.Replicas.Where(r => r.Id.Value != 2), r => Assert.Equal(2, r.Rejections["BadSignature"]));
        Assert.All(cluster.Replicas, r => Assert.Equal(0UL, r.Replica!.Configurations.Newest.Number.Value));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_leader_that_proposes_a_rejoin_of_no_worth_is_replaced(bool badSignature)
    {
        var cluster = new TestCluster();
        cluster.Put(2);
        // Under a number that is not in force, or with another member's signature.
        var request = badSignature
            ? new SignedStatement(cluster.Rejoin(3, 0).Statement, cluster.Rejoin(2, 0).Signature)
            : cluster.Rejoin(3, 1);
        var body = new RejoinBody(request);
        cluster.Lie(0, (to, message) => message switch
        {
            SignedStatement { Statement: PrePrepare { Block: { } block } proposal } =>
                Propose(cluster, proposal, block, body),
            Bodies when to?.Value != 0 => new Bodies([], [body]),
            _ => message,
        });
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        Assert.True(cluster[1].Replica!.Ordering.View.Value > 0);
        Assert.All(cluster.Replicas, r => Assert.Null(cluster.LastHeight((int)r.Id.Value)));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_rejoin_said_again_under_its_number_or_the_next_raises_no_number()
    {
        var cluster = new TestCluster();
        cluster.Put(5);
        var request = cluster.Rejoin(3, 0);
        cluster.Say(3, request);
        Assert.True(cluster.World.RunUntil(() => cluster.LastHeight() is not null));
        cluster.Say(3, request);
        cluster.Say(3, cluster.Rejoin(3, 0, "another loss"));
        Assert.True(cluster.RunUntilNumber(1));
        cluster.Say(3, request);
        cluster.Put(60);
        Assert.Equal(1UL, cluster.NumberAt(0));
        Assert.Null(cluster.LastHeight());
        Assert.All(cluster.Replicas.Take(3), r => Assert.True(r.Rejections["Stale"] >= 3));
    }

    [Fact]
    public void A_liar_that_floods_with_rejoins_gets_four_steps_and_the_cluster_serves_all_the_while()
    {
        var cluster = new TestCluster();
        for (var i = 0; i < 12; i++)
        {
            for (var flood = 0; flood < 20; flood++)
                cluster.Say(3, cluster.Rejoin(3, cluster.NumberAt(0), $"loss {i} {flood}"));
            cluster.Put(10);
            cluster.World.Run(3_000_000);
        }

        for (var place = 0; place < 4; place++) Assert.Equal((ulong)RejoinRules.Burst, cluster.NumberAt(place));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_liar_that_shows_its_rejoin_to_one_replica_only_makes_nobody_suspect_the_leader()
    {
        var cluster = new TestCluster();
        cluster.Put(2);
        cluster[2].Receive(Origin.Peer(new ReplicaId(3)), cluster.Rejoin(3, 0).Encoded.ToArray());
        Assert.True(cluster.RunUntilNumber(1));
        Assert.DoesNotContain(cluster.Replicas, r => r.Traces.Any(t => t.Kind == TraceKind.ViewChangeStarted));
    }

    private static SignedStatement Propose(TestCluster cluster, PrePrepare proposal, Block block, RejoinBody body)
    {
        var reference = new Reference(body.Kind, body.Digest, (uint)body.Body.Length);
        var changed = new Block(block.Height, block.Time, [reference, .. block.References]);
        return cluster.Sign(0, PrePrepare.Of(proposal.Configuration, proposal.Sender, proposal.View, changed));
    }
}
