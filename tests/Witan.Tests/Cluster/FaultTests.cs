using Witan.Client;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

public sealed class FaultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void One_replica_down_of_four_requests_are_still_acknowledged(int down)
    {
        var cluster = new TestCluster();
        cluster[down].Crash();
        var tickets = Enumerable.Range(0, 20).Select(_ => cluster.Client.Submit("a")).ToArray();
        Assert.True(cluster.RunUntilDone(tickets));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (ulong?)i), tickets.Select(cluster.Client.NumberOf).Order());
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void The_leader_killed_in_a_stream_of_puts_none_is_lost_and_none_applied_twice()
    {
        var cluster = new TestCluster();
        for (var i = 0; i < 300; i++) cluster.World.After(i * 1_000, () => cluster.Client.Submit("a"));
        cluster.World.After(100_000, () => cluster[0].Crash());
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 300));
        var last = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(last));
        Assert.Equal(301UL, cluster.Client.NumberOf(last));
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_four_killed_at_once_every_acknowledged_request_survives(bool unsyncedSurvives)
    {
        var cluster = new TestCluster();
        for (var i = 0; i < 100; i++) cluster.World.After(i * 1_000, () => cluster.Client.Submit("a"));
        cluster.World.Run(60_300);
        var acknowledged = cluster.Client.Outcomes.Count;
        Assert.InRange(acknowledged, 10, 99);
        foreach (var replica in cluster.Replicas) replica.Crash(unsyncedSurvives);
        foreach (var replica in cluster.Replicas) replica.Start();
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 100));
        var last = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(last));
        Assert.Equal(101UL, cluster.Client.NumberOf(last));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_replica_down_for_several_windows_catches_up_by_state_transfer_under_load()
    {
        var cluster = new TestCluster();
        cluster[2].Crash();
        for (var i = 0; i < 400; i++) cluster.World.After(i * 4_000, () => cluster.Client.Submit("a"));
        cluster.World.Run(800_000);
        cluster[2].Start();
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 400));
        var target = cluster[0].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[2].Replica!.Executed >= target));
        Assert.Contains(cluster[2].Traces, t => t.Kind == TraceKind.TransferInstalled);
        Assert.Equal("Normal", cluster[2].Replica!.Mode);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void T10_a_liar_that_executes_wrongly_never_gets_an_answer_through()
    {
        var cluster = new TestCluster();
        cluster.Lie(1, (_, message) => message switch
        {
            Reply reply => Forge(cluster, reply),
            SignedStatement { Statement: StateVote vote } => cluster.Sign(1, Forged(vote)),
            _ => message,
        });
        var tickets = Enumerable.Range(0, 20).Select(_ => cluster.Client.Submit("a")).ToArray();
        Assert.True(cluster.RunUntilDone(tickets));
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (ulong?)i), tickets.Select(cluster.Client.NumberOf).Order());
    }

    [Fact]
    public void A_replica_cut_off_and_healed_learns_what_it_missed_without_traffic()
    {
        var cluster = new TestCluster();
        cluster.Isolate(2);
        var tickets = Enumerable.Range(0, 5).Select(_ => cluster.Client.Submit("a")).ToArray();
        Assert.True(cluster.RunUntilDone(tickets));
        cluster.Heal();
        var target = cluster[0].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[2].Replica!.Executed >= target));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void With_two_of_four_cut_off_nothing_is_acknowledged_and_after_healing_everything_is()
    {
        var cluster = new TestCluster();
        cluster.Isolate(1);
        cluster.Isolate(2);
        var ticket = cluster.Client.Submit("a");
        cluster.World.Run(5_000_000);
        Assert.False(cluster.Client.IsDone(ticket));
        cluster.Heal();
        Assert.True(cluster.RunUntilDone(ticket));
        Assert.Equal(1UL, cluster.Client.NumberOf(ticket));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_leader_that_withholds_its_proposals_from_one_replica_does_not_stop_acknowledgement()
    {
        var cluster = new TestCluster();
        cluster.Lie(
            0, (to, message) => to is null || (to.Value.Value == 3 && message is not Progress) ? null : message);
        var tickets = Enumerable.Range(0, 10).Select(_ => cluster.Client.Submit("a")).ToArray();
        Assert.True(cluster.RunUntilDone(tickets));
        Assert.All(tickets, t => Assert.IsType<ClientOutcome.Acknowledged>(cluster.Client.Outcomes[t]));
    }

    [Fact]
    public void A_bundle_replayed_from_another_connection_executes_once()
    {
        var cluster = new TestCluster(new TestClusterOptions { Clients = 2 });
        var bundle = cluster.SignBundle(1, 9, 1, "b"u8.ToArray());
        for (var i = 0; i < 5; i++)
        {
            foreach (var replica in cluster.Replicas) replica.Receive(Origin.Client(77), bundle.Encoded.ToArray());
            cluster.World.Run(300_000);
        }

        var read = cluster.Client.Query("b");
        Assert.True(cluster.RunUntilDone(read));
        Assert.Equal(1UL, cluster.Client.NumberOf(read));
    }

    [Fact]
    public void A_bundle_beyond_the_session_window_is_refused_and_suspects_no_leader()
    {
        var cluster = new TestCluster(new TestClusterOptions { Clients = 2 });
        var bundle = cluster.SignBundle(1, 9, 1_000_000, "b"u8.ToArray());
        foreach (var replica in cluster.Replicas) replica.Receive(Origin.Client(77), bundle.Encoded.ToArray());
        cluster.World.Run(5_000_000);
        Assert.All(cluster.Replicas, r => Assert.Equal(0UL, r.Replica!.Ordering.View.Value));
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
    }

    [Fact]
    public void Decisions_that_name_the_highest_number_there_is_stop_no_replica()
    {
        var cluster = new TestCluster();
        var ticket = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(ticket));
        var bytes = new byte[1 + 4 + 20];
        bytes[0] = MessageType.Decisions;
        bytes[1] = 2;
        bytes.AsSpan(5, 8).Fill(0xFF);
        foreach (var replica in cluster.Replicas) replica.Receive(Origin.Peer(cluster[3].Id), bytes);
        Assert.All(cluster.Replicas, r => Assert.Equal(1, r.Rejections["Malformed"]));
        var next = cluster.Client.Submit("a");
        Assert.True(cluster.RunUntilDone(next));
    }

    private static Reply Forge(TestCluster cluster, Reply reply) => new()
    {
        Session = reply.Session,
        Path = reply.Path,
        Vote = cluster.Sign(1, Forged((StateVote)reply.Vote.Statement)),
        Leaves = [.. reply.Leaves.Select(l => l with { Result = new byte[] { 9, 9, 9, 9, 9, 9, 9, 9 } })],
        Proof = reply.Proof,
    };

    private static StateVote Forged(StateVote vote) =>
        new(vote.Configuration, vote.Sender, vote.Commitment with { State = Sha256.Hash("a lie"u8) });
}
