using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Pbft;
using Xunit;

namespace Witan.Tests.Protocols.Pbft;

/// <summary>H2 and H5: what one replica prepared alone, and a leader that is slow on purpose.</summary>
public sealed class HazardTests
{
    private const long Second = 1_000_000;

    [Fact]
    public void H2_what_one_replica_of_4_prepared_alone_is_executed_nowhere_and_another_block_may_be_decided()
    {
        var cluster = new PbftCluster();
        cluster.Drop((_, to, m) => m.Type == PbftMessageType.Prepare && to.Value != 2);
        cluster.Drop((from, _, m) => from.Value == 2 && m.Type is PbftMessageType.ViewChange or PbftMessageType.Commit);
        cluster.Drop((_, _, m) => m.Type == PbftMessageType.Status);
        var bundle = cluster.Submit();
        Assert.True(cluster.RunUntil(() => cluster[2].Notes.Exists(n => n.Trace.Kind == TraceKind.Prepared)));
        var prepared = cluster[2].Notes.Single(n => n.Trace.Kind == TraceKind.Prepared).Trace.Digest;
        cluster.Run(400_000);
        Assert.All(cluster.Nodes, n => Assert.Equal(Height.Genesis, n.Executed));

        // The next view is built without R2's certificate.
        Assert.True(cluster.RunUntil(() => cluster[1].Status.View.Value == 1));
        cluster.Heal();

        Assert.True(cluster.RunUntilExecuted([bundle]));
        Assert.All(cluster.Nodes, n => Assert.NotEqual(prepared, n.Log[new Height(1)]));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void H5_a_leader_that_delays_each_proposal_to_just_under_the_timeout_may_serve_one_client_that_slowly()
    {
        var cluster = Delayed(460_000);
        var since = cluster.Now;
        for (var i = 0; i < 10; i++) Assert.True(cluster.RunUntilExecuted([cluster.Submit()], 1, 2, 3));

        Assert.InRange(cluster.Now - since, 10 * 460_000, 10 * 500_000);
        Assert.All(cluster.Nodes, n => Assert.Equal(0ul, n.Status.View.Value));
    }

    [Fact]
    public void H5_under_load_the_same_leader_is_replaced_because_the_oldest_request_waits_for_more_than_one_proposal()
    {
        var cluster = Delayed(460_000);
        var bundles = new List<Bundle>();
        for (var i = 0; i < 40; i++) cluster.At(i * 50_000L, () => bundles.Add(cluster.Submit()));
        var since = cluster.Now;
        cluster.Run(2 * Second);
        cluster.Run(Second);

        Assert.True(cluster.RunUntilExecuted(bundles, 1, 2, 3));
        Assert.Equal(1ul, cluster[1].Status.View.Value);
        var suspected = cluster[1].Notes.First(n => n.Trace.Kind == TraceKind.ViewChangeStarted).At - since;
        Assert.InRange(suspected, 500_000, 600_000);
    }

    [Fact]
    public void H5_a_leader_that_delays_longer_than_the_timeout_is_replaced_at_once()
    {
        var cluster = Delayed(510_000);
        var bundle = cluster.Submit();

        Assert.True(cluster.RunUntilExecuted([bundle], 1, 2, 3));
        Assert.Equal(1ul, cluster[1].Status.View.Value);
    }

    /// <summary>R0 holds each proposal back before it sends it.</summary>
    private static PbftCluster Delayed(long microseconds)
    {
        var cluster = new PbftCluster();
        cluster.Sent = (from, to, m) =>
        {
            if (from.Value == 0 && m.Type == PbftMessageType.PrePrepare)
                cluster.At(microseconds, () => cluster.Inject((int)from.Value, (int)to.Value, m));
        };
        cluster.Drop((from, _, m) => from.Value == 0 && m.Type == PbftMessageType.PrePrepare);
        return cluster;
    }
}
