using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Protocols.HotStuff;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Protocols.HotStuff;

/// <summary>C1: nobody fails.</summary>
public sealed class NormalCaseTests
{
    public static TheoryData<string, bool> All => Worlds.All;

    [Theory]
    [MemberData(nameof(All))]
    public void C1_four_replicas_acknowledge_a_request_with_a_certificate(string protocol, bool rotates)
    {
        var cluster = Worlds.Of(protocol, rotates);
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        Assert.Equal(1UL, cluster.Client.NumberOf(ticket));
        Assert.True(cluster.RunUntilExecuted(1));
        Assert.Null(cluster.AgreementFault());
        Assert.All(cluster.Replicas, r => Assert.Empty(Unexpected(r)));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void C1_two_hundred_requests_execute_once_each_and_checkpoints_become_stable(string protocol, bool rotates)
    {
        var cluster = Worlds.Of(protocol, rotates, 7, 2);
        for (var i = 0; i < 200; i++) cluster.World.After(i * 700, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 200));
        var last = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(last));
        Assert.Equal(201UL, cluster.Client.NumberOf(last));
        Assert.All(cluster.Replicas, r => Assert.True(r.Replica!.Stable.Value > 0));
        Assert.All(cluster.Replicas, r => Assert.Empty(Unexpected(r)));
        Assert.All(cluster.Replicas, r => Assert.DoesNotContain(r.Traces, t => t.Kind == TraceKind.ViewChangeStarted));
        // C14: the tree holds the window and the empty nodes above each block, whatever was decided before.
        var held = cluster.Replicas.SelectMany(r => r.Replica!.Gauges).Where(g => g.Name == "hotstuff nodes").ToArray();
        Assert.Equal(7, held.Length);
        Assert.All(held, gauge => Assert.InRange(gauge.Held, 1, 4 * 16));
        Assert.Null(cluster.AgreementFault());
    }

    /// <summary>Views from a request alone to its decision: 3, 2 and 1 by C1.</summary>
    [Theory]
    [InlineData("hotstuff", 4)]
    [InlineData("hotstuff-2chain", 3)]
    [InlineData("hotstuff-basic", 2)]
    public void C1_X11_a_request_alone_is_decided_everywhere_in_so_many_views_and_then_nobody_spins(
        string protocol, int view)
    {
        var cluster = Worlds.Of(protocol, false);
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        Assert.True(cluster.RunUntilExecuted(1));
        var sent = 0;
        cluster.Drop((_, _, m) =>
        {
            if (m.Type >= MessageType.FirstOfProtocol) sent++;
            return false;
        });
        cluster.World.Run(20_000);
        sent = 0;
        cluster.World.Run(10_000_000);

        Assert.Equal(0, sent);
        Assert.All(cluster.Replicas, r => Assert.Equal((ulong)view, r.Replica!.Ordering.View.Value));
        Assert.All(cluster.Replicas, r => Assert.Equal(1ul, r.Replica!.Executed.Value));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Heartbeats_are_decided_while_nothing_else_is(string protocol, bool rotates)
    {
        var cluster = new TestCluster(new TestClusterOptions
        {
            Protocol = Worlds.Protocol(protocol, rotates),
            Replica = new() { Heartbeat = TimeSpan.FromMilliseconds(500) },
        });
        cluster.World.Run(5_000_000);
        Assert.All(cluster.Replicas, r => Assert.InRange(r.Replica!.Executed.Value, 5ul, 11ul));
        Assert.Null(cluster.AgreementFault());
    }

    /// <summary>A late vote of a certificate that is complete goes to a leader that has moved on.</summary>
    private static IEnumerable<KeyValuePair<string, int>> Unexpected(TestReplica replica) =>
        replica.Rejections.Where(r => r.Key is not (nameof(HotStuffRejection.OutsideViews)));
}
