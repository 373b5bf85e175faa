using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Evidence;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Cluster;
using Xunit;

namespace Witan.Tests.Cluster;

/// <summary>R3 is down and the test lies with its key; what the others then hold against it.</summary>
public sealed class EvidenceTests
{
    private const int Liar = 3;
    private const string Proved = "lies.proved.R3.pbft/prepare";

    [Fact]
    public void A_pair_that_one_of_four_saw_reaches_those_that_saw_one_half_or_none()
    {
        var cluster = Liars();
        Say(cluster, 0, Prepare(cluster, 1, "one"), Prepare(cluster, 1, "other"));
        Say(cluster, 1, Prepare(cluster, 1, "one"));
        Assert.Equal([1UL, 0UL, 0UL], Counts(cluster, Proved));

        cluster.World.Run(500_000);

        Assert.Equal([1UL, 1UL, 1UL], Counts(cluster, Proved));
        Assert.All(cluster.Replicas.Take(3), r => Assert.Single(r.Traces, t => t.Kind == TraceKind.Evidence));
    }

    [Fact]
    public void A_pair_lost_on_its_way_is_asked_for_again()
    {
        var cluster = Liars();
        var lost = 0;
        cluster.Drop((_, _, message) => message is EvidenceAnswer && lost++ < 3);
        Say(cluster, 0, Prepare(cluster, 1, "one"), Prepare(cluster, 1, "other"));

        cluster.World.Run(2_000_000);

        Assert.True(lost > 3);
        Assert.Equal([1UL, 1UL, 1UL], Counts(cluster, Proved));
    }

    [Fact]
    public void A_proved_lie_outlives_restart_checkpoints_and_truncation_of_the_journal()
    {
        var cluster = Liars(new ReplicaOptions { Heartbeat = TimeSpan.Zero, SnapshotAfterBytes = 1 });
        Say(cluster, 0, Prepare(cluster, 1, "one"), Prepare(cluster, 1, "other"));
        for (var i = 0; i < 400; i++) cluster.World.After(i * 20_000, () => cluster.Client.Submit("a"));
        Assert.True(cluster.World.RunUntil(() => cluster.Client.Outcomes.Count == 400));
        cluster.World.Run(1_000_000);
        Assert.DoesNotContain("journal-00000000000000000001.wal", cluster[0].Disk.List());

        cluster.Isolate(0);
        cluster[0].Crash();
        cluster[0].Start();

        Assert.Equal(1UL, Count(cluster, 0, Proved));
    }

    [Fact]
    public void A_pair_with_a_forged_half_and_a_pair_that_is_no_lie_are_refused_and_counted_against_who_showed_them()
    {
        var cluster = Liars();
        var honest = cluster.Sign(1, SlotVote(1, 5, "one"));
        var other = SlotVote(1, 5, "other");
        var forged = new SignedStatement(other, cluster.Sign(Liar, other).Signature);
        var elsewhere = cluster.Sign(1, SlotVote(1, 6, "other"));
        var key = new EvidenceKey(cluster[1].Id, PbftMessageType.Prepare, default);

        Say(cluster, 0, new EvidenceAnswer(EvidencePair.Of(honest, elsewhere)));
        Claim(cluster, 0, key);
        Say(cluster, 0, new EvidenceAnswer(EvidencePair.Of(honest, forged)));
        Say(cluster, 0, new EvidenceAnswer(EvidencePair.Of(honest, elsewhere)));
        cluster.World.Run(500_000);

        Assert.Equal(1, cluster[0].Rejections[nameof(Rejection.NotAsked)]);
        Assert.Equal(1, cluster[0].Rejections[nameof(Rejection.BadSignature)]);
        Assert.Equal(1, cluster[0].Rejections[nameof(Rejection.NoLie)]);
        Assert.Equal(1UL, Count(cluster, 0, "lies.observed.R3.evidence"));
        Assert.DoesNotContain(
            cluster[0].Replica!.DescribeStatus(0).Counters, c =>
                c.Key.StartsWith("lies.proved", StringComparison.Ordinal));
    }

    [Fact]
    public void A_peer_that_names_evidence_all_the_time_is_asked_once_per_interval_and_never_about_strangers()
    {
        var cluster = Liars();
        var asked = new List<EvidenceKey>();
        cluster.Lie(0, (_, message) =>
        {
            if (message is FetchEvidence fetch) asked.Add(fetch.Key);
            return message;
        });
        var stranger = new EvidenceKey(new ReplicaId(0), PbftMessageType.Prepare, new ConfigurationNumber(7));
        var claimed = new EvidenceKey(cluster[1].Id, PbftMessageType.Prepare, default);
        for (var i = 0; i < 1_000; i++) cluster.World.After(i * 1_000, () => Claim(cluster, 0, stranger, claimed));

        cluster.World.Run(1_000_000);

        Assert.InRange(asked.Count, 5, 10);
        Assert.All(asked, key => Assert.Equal(claimed, key));
    }

    [Fact]
    public void A_replica_that_asks_all_the_time_is_shown_one_pair_per_interval()
    {
        var cluster = Liars();
        Say(cluster, 0, Prepare(cluster, 1, "one"), Prepare(cluster, 1, "other"));
        var shown = 0;
        cluster.Lie(0, (to, message) =>
        {
            if (message is EvidenceAnswer && to == cluster[Liar].Id) shown++;
            return message;
        });
        var fetch = new FetchEvidence(new EvidenceKey(cluster[Liar].Id, PbftMessageType.Prepare, default));
        for (var i = 0; i < 1_000; i++) cluster.World.After(i * 1_000, () => Say(cluster, 0, fetch));

        cluster.World.Run(1_000_000);

        Assert.InRange(shown, 5, 10);
    }

    [Fact]
    public void A_state_vote_and_a_view_change_said_twice_are_proved_with_their_kinds()
    {
        var cluster = Liars();
        var third = cluster[0].Replica!.Last.Commitment with { Height = new Height(3) };
        foreach (var said in new[] { third, third with { State = Sha256.Hash("a lie"u8) } })
            Say(cluster, 0, cluster.Sign(Liar, new Core.Certificates.StateVote(default, cluster[Liar].Id, said)));
        var prepared = new PbftForge(cluster).Prepared;
        Say(cluster, 0, cluster.Sign(Liar, new ViewChange(default, cluster[Liar].Id, new View(5), null, [])));
        Say(cluster, 0, cluster.Sign(Liar, new ViewChange(default, cluster[Liar].Id, new View(5), null, [prepared])));

        Assert.Equal(1UL, Count(cluster, 0, "lies.proved.R3.core/state"));
        Assert.Equal(1UL, Count(cluster, 0, "lies.proved.R3.pbft/view-change"));
    }

    [Fact]
    public void A_void_proposal_is_observed_against_the_leader_and_not_proved()
    {
        var cluster = new TestCluster();
        cluster[0].Crash();
        var reference = new Reference(Reference.Bundle, Sha256.Hash("body"u8), 100);
        var block = new Block(new Height(1), new BlockTime(cluster.World.Now), [reference, reference]);
        var proposal = cluster.Sign(0, PrePrepare.Of(default, cluster[0].Id, default, block));

        cluster[1].Receive(Origin.Peer(cluster[0].Id), proposal.Encoded.ToArray());

        Assert.Equal(1UL, Count(cluster, 1, "lies.observed.R0.proposal"));
        Assert.Equal(1, cluster[1].Rejections[nameof(Rejection.InvalidBlock)]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_client_that_gives_one_number_to_two_requests_is_counted_wherever_the_halves_meet(bool oneReplica)
    {
        var cluster = new TestCluster(new TestClusterOptions { Clients = 2 });
        var one = cluster.SignBundle(1, 9, 1, "b"u8.ToArray(), "c"u8.ToArray());
        var other = cluster.SignBundle(1, 9, 2, "d"u8.ToArray());
        cluster[0].Receive(Origin.Client(77), one.Encoded.ToArray());
        cluster[oneReplica ? 0 : 1].Receive(Origin.Client(77), other.Encoded.ToArray());
        cluster[2].Receive(Origin.Client(77), one.Encoded.ToArray());
        cluster[2].Receive(Origin.Client(77), one.Encoded.ToArray());
        cluster.World.Run(1_000_000);

        var name = $"lies.observed.client-{one.Session.Client.ToString()[..32]}.bundle";
        Assert.Equal(1UL, Count(cluster, oneReplica ? 0 : 1, name));
        Assert.Equal(0UL, Count(cluster, 2, name));
    }

    [Fact]
    public void More_lying_clients_than_are_counted_by_name_are_counted_together()
    {
        var cluster = new TestCluster(new TestClusterOptions { Clients = 40 });
        cluster[0].Crash();
        for (var client = 0; client < 40; client++)
        {
            foreach (var request in (string[])["b", "c"])
            {
                var bundle = cluster.SignBundle(client, 9, 1, System.Text.Encoding.ASCII.GetBytes(request));
                cluster[1].Receive(Origin.Client(77), bundle.Encoded.ToArray());
            }
        }

        var lies = cluster[1].Replica!.DescribeStatus(0).Counters
            .Where(c => c.Key.StartsWith("lies.observed.client", StringComparison.Ordinal)).ToArray();

        Assert.Equal(33, lies.Length);
        Assert.Equal(8UL, lies.Single(c => c.Key == "lies.observed.client-others.bundle").Value);
    }

    private static TestCluster Liars(ReplicaOptions? options = null)
    {
        var cluster = new TestCluster(new TestClusterOptions
        {
            Replica = options ?? new ReplicaOptions { Heartbeat = TimeSpan.Zero },
        });
        cluster.World.Run(10_000);
        cluster[Liar].Crash();
        return cluster;
    }

    private static Prepare SlotVote(int place, ulong height, string content) => new(
        default, new ReplicaId((uint)place), default, new Height(height),
        Sha256.Hash(System.Text.Encoding.ASCII.GetBytes(content)));

    private static SignedStatement Prepare(TestCluster cluster, ulong height, string content) =>
        cluster.Sign(Liar, SlotVote(Liar, height, content));

    private static void Say(TestCluster cluster, int to, params Message[] messages)
    {
        foreach (var message in messages) cluster[to].Receive(Origin.Peer(cluster[Liar].Id), message.Encoded.ToArray());
    }

    private static void Claim(TestCluster cluster, int to, params EvidenceKey[] keys) =>
        Say(cluster, to, new Progress(default, default, [.. keys.Order()]));

    private static ulong Count(TestCluster cluster, int place, string counter) =>
        cluster[place].Replica!.DescribeStatus(0).Counters.FirstOrDefault(c => c.Key == counter).Value;

    private static ulong[] Counts(TestCluster cluster, string counter) =>
        [.. Enumerable.Range(0, 3).Select(place => Count(cluster, place, counter))];

    /// <summary>One prepared certificate of slot 1 in view 0, as an honest replica could show it.</summary>
    private sealed class PbftForge(TestCluster cluster)
    {
        public PreparedCertificate Prepared
        {
            get
            {
                var digest = Sha256.Hash("block"u8);
                var proposed = new PrePrepare(default, new ReplicaId(0), default, new Height(1), digest, null);
                var header = cluster.Sign(0, proposed);
                var table = new Core.Certificates.VoteTable(cluster.Genesis.Configuration);
                foreach (var place in (int[])[1, 2])
                {
                    var vote = new Prepare(default, new ReplicaId((uint)place), default, new Height(1), digest);
                    table.Add(cluster.Sign(place, vote), digest);
                }

                return new PreparedCertificate(header, table.Certify(table.Voters));
            }
        }
    }
}
