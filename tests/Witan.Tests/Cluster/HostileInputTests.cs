using Witan.Core.Application;
using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>What one liar, one stranger or one restart must not be able to do.</summary>
public sealed class HostileInputTests
{
    [Fact]
    public void A_restarted_replica_answers_no_confirm_before_it_executed_what_its_record_shows_as_possibly_decided()
    {
        var cluster = new TestCluster();
        byte[] lost = [PbftMessageType.Commit, MessageType.StateVote, MessageType.Decisions];
        cluster.Drop((_, to, message) => to?.Value == 1 && lost.Contains(message.Type));
        Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        Assert.Contains(cluster[1].Traces, t => t.Kind == TraceKind.Prepared);
        Assert.Equal(Height.Genesis, cluster[1].Replica!.Executed);
        var answers = 0;
        cluster.Lie(1, (_, message) =>
        {
            if (message.Type == MessageType.ConfirmAnswer) answers++;
            return message;
        });
        cluster[1].Crash();
        cluster[1].Start();

        Assert.True(cluster.RunUntilDone(cluster.Client.Query("a")));
        cluster.World.Run(1_000_000);
        Assert.Equal(0, answers);

        cluster.Heal();
        Assert.True(cluster.World.RunUntil(() => cluster[1].Replica!.Executed.Value == 1));
        cluster.World.Run(10_000);
        Assert.True(answers > 0);
    }

    [Fact]
    public void Large_reads_of_a_stranger_for_a_height_that_never_comes_hold_a_bounded_number_of_bytes()
    {
        var cluster = new TestCluster();
        var payload = new byte[Limits.MaxRequestBytes];
        for (ulong id = 0; id < 100; id++)
        {
            var read = new ReadRequest(id, new Height(1_000_000), ReadKind.Query, payload);
            cluster[1].Receive(Origin.Client(77), read.Encoded.ToArray());
            cluster.World.Run(1_000);
            Assert.All(cluster[1].Replica!.Gauges, gauge => Assert.InRange(gauge.Held, 0, gauge.Bound));
        }

        var held = cluster[1].Replica!.Gauges.Single(gauge => gauge.Name == "waiting read bytes");
        Assert.Equal(held.Bound / payload.Length * payload.Length, held.Held);
    }

    [Fact]
    public void A_certified_state_between_checkpoints_is_not_installed()
    {
        var cluster = new TestCluster();
        cluster[2].Crash();
        for (var i = 0; i < 200; i++) cluster.World.After(i * 5_000, () => cluster.Client.Submit("a"));
        cluster.World.Run(800_000);
        var offered = new List<ulong>();
        cluster.Lie(1, (to, message) =>
        {
            if (message is not Manifest || to != cluster[2].Id) return message;
            var between = Between(cluster);
            offered.Add(between.Certificate.Height.Value);
            return between;
        });
        cluster[2].Start();
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 200));
        var target = cluster[0].Replica!.Executed;
        Assert.True(cluster.World.RunUntil(() => cluster[2].Replica!.Executed >= target));

        Assert.NotEmpty(offered);
        Assert.True(cluster[2].Rejections[nameof(Rejection.NotAsked)] > 0);
        Assert.All(
            cluster[2].Traces.Where(t => t.Kind == TraceKind.TransferInstalled),
            t => Assert.Equal(0UL, t.Height.Value % 8));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_proposal_without_bodies_is_forgotten_with_its_view()
    {
        var cluster = new TestCluster();
        cluster[0].Crash();
        var nobodyHas = Sha256.Hash("no such bundle"u8);
        var asked = new List<long>();
        cluster.Lie(1, (_, message) =>
        {
            if (message is FetchBodies fetch && fetch.Contents.Contains(nobodyHas)) asked.Add(cluster.World.Now);
            return message;
        });
        var reference = new Reference(Reference.Bundle, nobodyHas, 200);
        var block = new Block(new Height(1), new BlockTime(cluster.World.Now), [reference]);
        var proposal = cluster.Sign(0, PrePrepare.Of(default, cluster[0].Id, default, block));
        cluster[1].Receive(Origin.Peer(cluster[0].Id), proposal.Encoded.ToArray());
        Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        Assert.Equal(1UL, cluster[1].Replica!.Ordering.View.Value);
        var entered = cluster.World.Now;
        cluster.World.Run(5_000_000);

        Assert.InRange(asked.Count, 2, 20);
        Assert.DoesNotContain(asked, at => at > entered);
    }

    [Fact]
    public void One_replica_that_claims_a_checkpoint_far_ahead_starts_no_transfer_anywhere()
    {
        var cluster = new TestCluster();
        cluster[3].Crash();
        var claim = new Progress(new Height(1_000_000), new Height(1_000_000)).Encoded.ToArray();
        for (var i = 0; i < 40; i++)
        {
            cluster.World.After(i * 50_000, () =>
            {
                foreach (var replica in cluster.Replicas) replica.Receive(Origin.Peer(cluster[3].Id), claim);
            });
        }

        for (var i = 0; i < 40; i++) cluster.World.After(i * 50_000, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 40));
        cluster.World.Run(2_000_000);

        Assert.All(cluster.Replicas, r => Assert.DoesNotContain(r.Traces, t => t.Kind == TraceKind.TransferStarted));
        Assert.All(cluster.Replicas.Take(3), r => Assert.Equal("Normal", r.Replica!.Mode));
    }

    [Fact]
    public void State_votes_that_were_all_lost_are_said_again_and_the_window_that_they_had_shut_opens()
    {
        var cluster = new TestCluster();
        cluster.Drop((_, to, message) => to is not null && message.Type == MessageType.StateVote);
        for (var i = 0; i < 30; i++) cluster.World.After(i * 10_000, () => cluster.Client.Submit("a"));
        cluster.World.Run(400_000);
        Assert.All(cluster.Replicas, r => Assert.Equal(16UL, r.Replica!.Executed.Value));
        Assert.All(cluster.Replicas, r => Assert.Equal(Height.Genesis, r.Replica!.Stable));

        cluster.Heal();

        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 30));
        Assert.All(cluster.Replicas, r => Assert.True(r.Replica!.Stable.Value >= 16));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void Replies_kept_for_a_second_asking_are_bounded_in_bytes_and_the_oldest_make_room()
    {
        var options = new TestClusterOptions { Replicas = 1, Faulty = 0, Application = new LargeResults() };
        var cluster = new TestCluster(options);
        var bundles = Enumerable.Range(1, 40).Select(i => cluster.SignBundle(0, 9, (ulong)i, [(byte)i])).ToArray();
        var replies = 0;
        cluster.Lie(0, (_, message) =>
        {
            if (message is Reply) replies++;
            return null;
        });
        foreach (var bundle in bundles)
        {
            cluster[0].Receive(Origin.Client(1), bundle.Encoded.ToArray());
            cluster.World.Run(20_000);
        }

        Assert.Equal(40, replies);
        Assert.Equal(
            LargeResults.KeptOf(40), bundles.Count(bundle =>
            {
                var before = replies;
                cluster[0].Receive(Origin.Client(1), bundle.Encoded.ToArray());
                return replies > before;
            }));
    }

    [Fact]
    public void A_confirm_of_a_key_that_the_state_does_not_know_is_refused_and_counted()
    {
        var cluster = new TestCluster();
        Assert.True(cluster.RunUntilDone(cluster.Client.Submit("a")));
        var stranger = cluster.Scheme.CreateSigner("stranger");
        var nonce = Sha256.Hash("nonce"u8);
        var confirm = new Confirm(
            stranger.PublicKey, nonce, stranger.Sign(Confirm.TextDigest(cluster.Cluster, stranger.PublicKey, nonce)));
        var answers = 0;
        cluster.Lie(0, (_, message) =>
        {
            if (message.Type == MessageType.ConfirmAnswer) answers++;
            return message;
        });

        cluster[0].Receive(Origin.Client(1), confirm.Encoded.ToArray());
        cluster.World.Run(100_000);

        Assert.Equal(1, cluster[0].Rejections[nameof(Rejection.UnknownClient)]);
        Assert.Equal(0, answers);
    }

    /// <summary>A manifest with a real quorum under it, of the newest height at R0 that is no checkpoint.</summary>
    private static Manifest Between(TestCluster cluster)
    {
        var height = cluster[0].Replica!.Executed;
        if (height.Value % 8 == 0) height = height.Previous;
        var block = cluster[0].Replica!.ExecutedAt(height)!;
        var table = new VoteTable(cluster.Genesis.Configuration);
        for (var place = 0; place < 3; place++)
        {
            var vote = new StateVote(default, cluster[place].Id, block.Commitment);
            table.Add(cluster.Sign(place, vote), block.Commitment.Digest);
        }

        var certificate = new StateCertificate(table.TryCertify(block.Commitment.Digest)!);
        return new Manifest(certificate, [.. block.State.All.Select(m => new MapRoot(m.Key, m.Value.Root))]);
    }

    /// <summary>Every result has three MiB; 64 MiB of them are kept.</summary>
    private sealed class LargeResults : IStateMachine
    {
        private const int Bytes = 3 << 20;

        public static int KeptOf(int replies) => Math.Min(replies, (64 << 20) / Bytes);

        public bool Validate(ReadOnlySpan<byte> request) => true;

        public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
        {
            for (var i = 0; i < requests.Count; i++) results.Add(new byte[Bytes]);
        }

        public byte[] Query(IStateView view, ReadOnlySpan<byte> query) => [];
    }
}
