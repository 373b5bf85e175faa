using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>PBFT's hazards that concern clients, sessions and transfer: whole replicas.</summary>
public sealed class HazardTests
{
    [Fact]
    public void H7_a_request_is_valid_for_all_replicas_or_for_none_whatever_byte_its_client_alters()
    {
        var cluster = new TestCluster(new TestClusterOptions { Clients = 2 });
        var whole = cluster.SignBundle(1, 9, 1, "b"u8.ToArray()).Encoded.ToArray();
        for (var i = 0; i < whole.Length; i++)
        {
            var altered = whole.ToArray();
            altered[i] ^= 1;
            foreach (var replica in cluster.Replicas) replica.Receive(Origin.Client(77), altered);
            Assert.All(cluster.Replicas, r => Assert.Equal(0UL, Counter(r, "pool.bundles")));
            Assert.Single(cluster.Replicas.Select(r => string.Join(",", r.Rejections)).Distinct());
        }

        foreach (var replica in cluster.Replicas) replica.Receive(Origin.Client(77), whole);
        Assert.All(cluster.Replicas, r => Assert.Equal(1UL, Counter(r, "pool.bundles")));
    }

    [Theory]
    [InlineData(MessageType.RangeChunk)]
    [InlineData(MessageType.Manifest)]
    public void H14_a_peer_that_serves_a_wrong_piece_of_a_checkpoint_is_found_out_left_and_counted(byte lie)
    {
        var cluster = new TestCluster();
        cluster[2].Crash();
        cluster.Lie(1, (_, message) => message switch
        {
            RangeChunk chunk when lie == message.Type => Altered(chunk),
            Manifest manifest when lie == message.Type => Altered(manifest),
            _ => message,
        });
        for (var i = 0; i < 200; i++) cluster.World.After(i * 5_000, () => cluster.Client.Submit("a"));
        cluster.World.Run(800_000);
        cluster[2].Start();
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 200));
        var target = cluster[0].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[2].Replica!.Executed >= target));

        Assert.Contains(cluster[2].Traces, t => t.Kind == TraceKind.TransferRefused && t.Replica == cluster[1].Id);
        Assert.Contains(cluster[2].Traces, t => t.Kind == TraceKind.TransferInstalled);
        Assert.True(Counter(cluster[2], "lies.observed.R1.transfer") > 0);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void H14_a_peer_cut_off_while_it_serves_a_checkpoint_is_left_and_is_no_liar()
    {
        var cluster = new TestCluster();
        cluster[2].Crash();
        cluster.Drop((from, to, m) => from?.Value == 1 && to?.Value == 2 && m is RangeChunk);
        for (var i = 0; i < 200; i++) cluster.World.After(i * 5_000, () => cluster.Client.Submit("a"));
        cluster.World.Run(800_000);
        cluster[2].Start();
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 200));
        var target = cluster[0].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[2].Replica!.Executed >= target));

        Assert.Contains(cluster[2].Traces, t => t.Kind == TraceKind.TransferStarted && t.Replica == cluster[1].Id);
        Assert.Contains(cluster[2].Traces, t => t.Kind == TraceKind.TransferInstalled);
        Assert.DoesNotContain(cluster[2].Replica!.DescribeStatus(0).Counters, c => c.Key.StartsWith("lies.", StringComparison.Ordinal));
    }

    [Fact]
    public void H15_a_transferred_state_knows_what_its_sessions_executed_and_a_lying_leader_executes_nothing_twice()
    {
        var cluster = new TestCluster(new TestClusterOptions { Clients = 2 });
        cluster[2].Crash();
        var old = cluster.SignBundle(1, 9, 1, "b"u8.ToArray());
        foreach (var replica in cluster.Replicas) replica.Receive(Origin.Client(77), old.Encoded.ToArray());
        for (var i = 0; i < 150; i++) cluster.World.After(i * 5_000, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 150));
        cluster[2].Start();
        var target = cluster[0].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[2].Replica!.Executed >= target));
        Assert.Contains(cluster[2].Traces, t => t.Kind == TraceKind.TransferInstalled);

        // To the door it is executed; and ordered once more, with R0's key, it is a no-op.
        cluster[2].Receive(Origin.Client(77), old.Encoded.ToArray());
        Assert.Equal(0UL, Counter(cluster[2], "pool.bundles"));
        cluster.World.Run(500_000);
        Assert.All(cluster.Replicas, r => Assert.Equal(target, r.Replica!.Executed));
        cluster[0].Crash();
        var again = new Block(
            target.Next, new BlockTime(cluster.World.Now),
            [new Reference(Reference.Bundle, old.Digest, (uint)old.Body.Length)]);
        var proposal = cluster.Sign(0, PrePrepare.Of(default, cluster[0].Id, default, again));
        var others = cluster.Replicas.Skip(1).ToArray();
        foreach (var replica in others) replica.Receive(Origin.Peer(cluster[0].Id), proposal.Encoded.ToArray());
        Assert.True(cluster.World.RunUntil(() => others.All(r => r.Replica!.Executed == target.Next)));

        var read = cluster.Client.Query("b");
        Assert.True(cluster.RunUntilDone(read));
        Assert.Equal(1UL, cluster.Client.NumberOf(read));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void H16_duplicates_overlaps_gaps_and_any_order_of_a_clients_numbers_execute_each_number_once_everywhere()
    {
        var cluster = new TestCluster(new TestClusterOptions { Clients = 2 });
        var request = "b"u8.ToArray();
        (ulong First, int Count, int To)[] sent =
            [(4, 3, 2), (1, 2, 0), (1, 2, 1), (2, 3, 3), (6, 1, 0), (1, 1, 2), (8, 2, 3), (4, 3, 0), (7, 1, 1)];
        for (var round = 0; round < 3; round++)
        {
            foreach (var (first, count, to) in sent)
            {
                var bundle = cluster.SignBundle(1, 9, first, [.. Enumerable.Repeat(request, count)]);
                cluster[(to + round) % 4].Receive(Origin.Client(77), bundle.Encoded.ToArray());
                cluster.World.Run(3_000);
            }
        }

        cluster.World.Run(2_000_000);
        var read = cluster.Client.Query("b");
        Assert.True(cluster.RunUntilDone(read));

        Assert.Equal(9UL, cluster.Client.NumberOf(read));
        var commitments = cluster.Replicas.Select(r => r.Replica!.Last.Commitment.Digest).Distinct();
        Assert.Single(commitments);
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void T10_a_client_of_a_leader_that_hears_it_and_says_nothing_is_served_by_the_next_view(int silent)
    {
        var cluster = new TestCluster();
        cluster.Lie(silent, (_, _) => null);
        var tickets = Enumerable.Range(0, 5).Select(_ => cluster.Client.Submit("a")).ToArray();

        Assert.True(cluster.RunUntilDone(tickets));

        Assert.Equal(Enumerable.Range(1, 5).Select(i => (ulong?)i), tickets.Select(cluster.Client.NumberOf).Order());
        Assert.Equal(silent == 0 ? 1UL : 0UL, cluster[2].Replica!.Ordering.View.Value);
    }

    [Fact]
    public void T10_a_result_with_another_body_from_f_replicas_of_7_never_reaches_the_client()
    {
        var cluster = new TestCluster(new TestClusterOptions { Replicas = 7, Faulty = 2 });
        foreach (var liar in (int[])[1, 4])
        {
            cluster.Lie(liar, (_, message) => message is not Reply reply ? message : new Reply
            {
                Session = reply.Session, Path = reply.Path, Vote = reply.Vote, Proof = reply.Proof,
                Leaves = [.. reply.Leaves.Select(l => l with { Result = new byte[] { 9, 0, 0, 0, 0, 0, 0, 0 } })],
            });
        }

        var tickets = Enumerable.Range(0, 20).Select(_ => cluster.Client.Submit("a")).ToArray();
        Assert.True(cluster.RunUntilDone(tickets));

        Assert.Equal(Enumerable.Range(1, 20).Select(i => (ulong?)i), tickets.Select(cluster.Client.NumberOf).Order());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void T11_reads_beside_writes_are_linearizable_also_when_the_leader_dies_or_one_replica_is_left_out(
        bool crash, bool leftOut)
    {
        var cluster = new TestCluster(new TestClusterOptions { Clients = 3 });
        if (leftOut) cluster.Drop((from, to, _) => from?.Value == 0 && to?.Value == 3);
        if (crash) cluster.World.After(60_000, () => cluster[0].Crash());
        var (reads, begun, acknowledged, seen) = (0, 0UL, 0UL, 0UL);
        for (var i = 0; i < 150; i++) cluster.World.After(i * 1_300, Write);
        for (var i = 0; i < 60; i++) cluster.World.After(i * 3_100, () => Read(cluster.Clients[1 + (reads % 2)]));

        Assert.True(cluster.World.RunUntil(() => reads == 60 && acknowledged == 150));
        Read(cluster.Clients[1]);
        Assert.True(cluster.World.RunUntil(() => reads == 61));
        Assert.Equal(150UL, seen);

        void Write()
        {
            begun++;
            var ticket = cluster.Client.Submit("a");
            Watch(cluster.Client, ticket, () => acknowledged++);
        }

        // A register that only counts up is linearizable if each read lies between what was acknowledged or read before
        // it began and what was begun before it ended.
        void Read(TestClient reader)
        {
            var atLeast = Math.Max(acknowledged, seen);
            var ticket = reader.Query("a");
            Watch(reader, ticket, () =>
            {
                var value = reader.NumberOf(ticket);
                Assert.InRange(value!.Value, atLeast, begun);
                seen = Math.Max(seen, value.Value);
                reads++;
            });
        }

        void Watch(TestClient client, ulong ticket, Action done)
        {
            if (client.IsDone(ticket)) done();
            else cluster.World.After(50, () => Watch(client, ticket, done));
        }
    }

    private static RangeChunk Altered(RangeChunk chunk)
    {
        var proof = chunk.Proof.ToArray();
        proof[^1] ^= 1;
        return new RangeChunk
        {
            Height = chunk.Height, Map = chunk.Map, From = chunk.From, To = chunk.To, Proof = proof,
        };
    }

    private static Manifest Altered(Manifest manifest) => new(
        manifest.Certificate, [.. manifest.Maps.Select(m => m with { Root = Sha256.Hash("another state"u8) })]);

    private static ulong Counter(TestReplica replica, string name) =>
        replica.Replica!.DescribeStatus(0).Counters.FirstOrDefault(c => c.Key == name).Value;
}
