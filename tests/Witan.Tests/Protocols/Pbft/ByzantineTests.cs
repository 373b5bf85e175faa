using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Pbft;
using Xunit;

namespace Witan.Tests.Protocols.Pbft;

/// <summary>H1 to H13: one replica lies. Its node is down and the test speaks with its key.</summary>
public sealed class ByzantineTests
{
    private const long Second = 1_000_000;

    private static Block BlockOf(PbftCluster cluster, ulong height, params Bundle[] bundles) => new(
        new Height(height), new BlockTime(cluster.Now),
        bundles.Select(b => new Reference(Reference.Bundle, b.Digest, (uint)b.Body.Length)));

    [Fact]
    public void H1_leader_of_4_keeps_proposals_and_votes_from_one_backup_and_it_executes_all_the_same()
    {
        var cluster = new PbftCluster();
        cluster.Drop((from, to, _) => from.Value == 0 && to.Value == 3);
        var bundles = Enumerable.Range(0, 5).Select(_ => cluster.Submit(0, 1, 2)).ToArray();

        Assert.True(cluster.RunUntilExecuted(bundles, 3));
        Assert.All(cluster.Nodes, n => Assert.Equal(0ul, n.Status.View.Value));
    }

    [Fact]
    public void H1_without_any_forwarding_the_left_out_backup_is_stuck()
    {
        var cluster = new PbftCluster();
        cluster.Drop((from, to, _) => from.Value == 0 && to.Value == 3);
        cluster.Drop((_, to, m) => to.Value == 3 && m.Type == MessageType.Progress);
        cluster.Drop((from, _, m) => from.Value == 3 && m.Type == PbftMessageType.Status);
        var bundle = cluster.Submit(0, 1, 2);

        Assert.True(cluster.RunUntilExecuted([bundle], 0, 1, 2));
        cluster.Run(20 * Second);

        Assert.Equal(Height.Genesis, cluster[3].Executed);
    }

    [Fact]
    public void H3_leader_jumps_to_the_high_watermark_and_the_next_view_fills_the_gap_with_null_blocks()
    {
        var cluster = new PbftCluster();
        cluster[0].Crash();
        var bundle = cluster.Submit();
        var jump = BlockOf(cluster, 16, bundle);
        var beyond = BlockOf(cluster, 17, bundle);
        foreach (var to in (int[])[1, 2, 3])
        {
            cluster.Inject(0, to, cluster.Forge.PrePrepare(0, jump));
            cluster.Inject(0, to, cluster.Forge.Commit(0, 0, 16, jump.Digest));
            cluster.Inject(0, to, cluster.Forge.PrePrepare(0, beyond));
        }

        cluster.Run(400_000);
        Assert.All(cluster.Nodes, n => Assert.Equal(Height.Genesis, n.Executed));
        Assert.Contains(nameof(Rejection.OutsideWindow), cluster[1].Refusals);

        Assert.True(cluster.RunUntilExecuted([bundle, cluster.Submit()], 1, 2, 3));
        Assert.Equal(Block.NullDigest(new Height(1)), cluster[1].Log[new Height(1)]);
        Assert.Equal(Block.NullDigest(new Height(15)), cluster[1].Log[new Height(15)]);
        Assert.Equal(jump.Digest, cluster[1].Log[new Height(16)]);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void H4_leader_of_4_equivocates_and_one_block_survives_with_evidence()
    {
        var cluster = new PbftCluster();
        cluster[0].Crash();
        var bundle = cluster.Submit();
        var one = BlockOf(cluster, 1, bundle);
        var other = BlockOf(cluster, 1);
        cluster.Inject(0, 1, cluster.Forge.PrePrepare(0, one));
        cluster.Inject(0, 2, cluster.Forge.PrePrepare(0, other));
        cluster.Inject(0, 3, cluster.Forge.PrePrepare(0, other));

        Assert.True(cluster.RunUntilExecuted([bundle], 1, 2, 3));
        Assert.Null(cluster.AgreementFault());
        Assert.Equal(other.Digest, cluster[1].Log[new Height(1)]);
        var evidence = cluster[1].Accused.Concat(cluster[2].Accused).First();
        Assert.Equal(evidence.First.Statement.Promise, evidence.Second.Statement.Promise);
        Assert.Equal(0u, evidence.First.Statement.Sender.Value);
    }

    [Fact]
    public void H4_neither_block_prepares_and_the_next_view_decides_null_or_one_of_them()
    {
        var cluster = new PbftCluster(new PbftClusterOptions { Replicas = 7, Faulty = 2 });
        cluster[0].Crash();
        var bundle = cluster.Submit();
        var one = BlockOf(cluster, 1, bundle);
        var other = BlockOf(cluster, 1);
        for (var to = 1; to < 7; to++) cluster.Inject(0, to, cluster.Forge.PrePrepare(0, to < 4 ? one : other));

        Assert.True(cluster.RunUntilExecuted([bundle]));
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void H6_leader_starves_one_client_under_load_and_is_replaced_within_the_timeout()
    {
        var cluster = new PbftCluster();
        cluster[0].Desk.Ignores = b => b.Session.Incarnation == 1;
        var starved = cluster.Submit();
        var since = cluster.Now;
        for (var i = 0; i < 200; i++) cluster.At(i * 10_000L, () => cluster.Submit());

        Assert.True(cluster.RunUntilExecuted([starved], 1, 2, 3));
        Assert.Equal(1ul, cluster[1].Status.View.Value);
        Assert.InRange(cluster.Now - since, 500_000, 550_000);
    }

    [Fact]
    public void H8_one_liar_asks_for_a_view_far_ahead_and_nobody_moves()
    {
        var cluster = new PbftCluster();
        cluster[3].Crash();
        foreach (var to in (int[])[0, 1, 2]) cluster.Inject(3, to, cluster.Forge.ViewChange(3, 1UL << 40));
        var bundle = cluster.Submit();

        Assert.True(cluster.RunUntilExecuted([bundle], 0, 1, 2));
        Assert.All(cluster.Nodes.Take(3), n => Assert.Equal(0ul, n.Status.View.Value));
    }

    [Fact]
    public void H8_a_liar_and_a_slow_replica_move_the_others_only_to_a_view_that_the_slow_one_asked_for()
    {
        var cluster = new PbftCluster();
        cluster[3].Crash();
        cluster.Drop((_, to, _) => to.Value == 2);
        cluster.Submit(2);
        foreach (var to in (int[])[0, 1]) cluster.Inject(3, to, cluster.Forge.ViewChange(3, 1UL << 40));
        Assert.True(cluster.RunUntil(() => cluster[1].Status.Mode == "ViewChange" || cluster[1].Status.View.Value > 0));

        var asked = cluster[1].Notes.Where(n => n.Trace.Kind == TraceKind.ViewChangeStarted).Select(n =>
            n.Trace.View.Value);

        Assert.Equal([1ul], asked);
    }

    [Fact]
    public void H9_a_view_change_with_too_few_prepares_or_the_leaders_own_prepare_is_refused()
    {
        var cluster = new PbftCluster();
        cluster[3].Crash();
        var digest = Sha256Of(1);
        var short1 = cluster.Forge.Prepared(0, 1, digest, 3);
        var leaderCounted = cluster.Forge.Prepared(0, 1, digest, 0, 3);
        cluster.Inject(3, 1, cluster.Forge.ViewChange(3, 1, 0, short1));
        cluster.Inject(3, 1, cluster.Forge.ViewChange(3, 1, 0, leaderCounted));
        cluster.Run(10_000);

        Assert.Equal(2, cluster[1].Refusals.Count(r => r == nameof(Rejection.BadCertificate)));
    }

    [Fact]
    public void H10_new_leader_sends_two_valid_new_views_and_agreement_holds()
    {
        var cluster = new PbftCluster();
        var bundle = cluster.Submit();
        cluster[1].Crash();

        // Only R0 prepares slot 1 in view 0.
        cluster.Drop((_, to, m) => m.Type == PbftMessageType.Prepare && to.Value != 0);
        cluster.Drop((_, _, m) => m.Type == PbftMessageType.Status);
        var changes = new SignedStatement?[4];
        cluster.Sent = (from, _, m) =>
        {
            if (m is SignedStatement { Statement: ViewChange { Target.Value: 1 } } signed) changes[from.Value] = signed;
        };
        Assert.True(cluster.RunUntil(() => changes[0] is not null && changes[2] is not null && changes[3] is not null));
        cluster.Heal();
        var forge = cluster.Forge;
        var own = forge.ViewChange(1, 1);
        var keeps = forge.NewView(1, changes[0]!, own, changes[2]!);
        var forgets = forge.NewView(1, own, changes[2]!, changes[3]!);
        var lie = BlockOf(cluster, 1);
        cluster.Inject(1, 0, keeps);
        foreach (var to in (int[])[2, 3])
        {
            cluster.Inject(1, to, forgets);
            cluster.Inject(1, to, forge.PrePrepare(1, lie));
            cluster.Inject(1, to, forge.Commit(1, 1, 1, lie.Digest));
        }

        Assert.True(cluster.RunUntilExecuted([bundle], 0, 2, 3));
        Assert.Null(cluster.AgreementFault());
        Assert.Equal(lie.Digest, cluster[0].Log[new Height(1)]);
    }

    [Fact]
    public void H11_a_new_view_that_omits_a_prepared_slot_counts_as_the_leaders_timeout()
    {
        var cluster = new PbftCluster();
        var bundle = cluster.Submit();
        cluster[1].Crash();
        cluster.Drop((_, _, m) => m.Type == PbftMessageType.Commit);
        var changes = new SignedStatement?[4];
        cluster.Sent = (from, _, m) =>
        {
            if (m is SignedStatement { Statement: ViewChange { Target.Value: 1 } } signed) changes[from.Value] = signed;
        };
        Assert.True(cluster.RunUntil(() => changes[0] is not null && changes[2] is not null && changes[3] is not null));
        cluster.Heal();
        var set = new[] { changes[0]!, changes[2]!, changes[3]! };
        foreach (var to in (int[])[0, 2, 3]) cluster.Inject(1, to, cluster.Forge.NewView(1, set, []));
        cluster.Run(10_000);

        Assert.Contains(nameof(PbftRejection.WrongNewViewProposals), cluster[2].Refusals);
        Assert.All((int[])[0, 2, 3], i => Assert.NotEqual(1ul, cluster[i].Status.View.Value));
        Assert.True(cluster.RunUntilExecuted([bundle], 0, 2, 3));
        Assert.Equal(2ul, cluster[2].Status.View.Value);
        Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void H12_a_slot_decided_at_one_replica_alone_keeps_its_block_through_later_views()
    {
        var cluster = new PbftCluster();
        cluster.Drop((_, to, m) => m is SignedStatement { Statement: Commit { View.Value: 0 } } && to.Value != 1);
        cluster.Drop((from, _, m) => from.Value == 1 && m.Type == MessageType.Progress);
        var bundle = cluster.Submit();
        Assert.True(cluster.RunUntilExecuted([bundle], 1));
        var decided = cluster[1].Log[new Height(1)];
        cluster.Isolate(1);
        var more = cluster.Submit();

        Assert.True(cluster.RunUntilExecuted([bundle, more], 0, 2, 3));
        Assert.Equal(decided, cluster[2].Log[new Height(1)]);
        Assert.True(cluster[2].Status.View.Value >= 2);
        cluster.Heal();
        Assert.True(cluster.RunUntilExecuted([more, cluster.Submit()]));
        Assert.Null(cluster.AgreementFault());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void H13_a_disk_that_forgets_lets_a_lying_leader_fork_and_a_durable_one_does_not(bool durable)
    {
        var cluster = new PbftCluster(new PbftClusterOptions { Durable = durable });
        var forge = cluster.Forge;
        cluster[0].Crash();
        cluster.Drop((from, to, _) => from.Value == 3 || to.Value == 3);
        cluster.Drop((_, to, m) => to.Value == 2 && m.Type == PbftMessageType.Commit);
        var bundle = cluster.Submit(1, 2, 3);
        var one = BlockOf(cluster, 1, bundle);
        var other = BlockOf(cluster, 1);
        foreach (var to in (int[])[1, 2]) cluster.Inject(0, to, forge.PrePrepare(0, one));
        cluster.Inject(0, 1, forge.Commit(0, 0, 1, one.Digest));
        Assert.True(cluster.RunUntilExecuted([bundle], 1));

        // R1 is cut off, R2 restarts, and the leader tells R2 and R3 another story.
        cluster.Heal();
        cluster.Isolate(1);
        cluster[2].Crash();
        cluster[2].Restart(1);
        cluster.Run(10);
        foreach (var to in (int[])[2, 3])
        {
            cluster.Inject(0, to, forge.PrePrepare(0, other));
            cluster.Inject(0, to, forge.Commit(0, 0, 1, other.Digest));
        }

        cluster.Run(200_000);

        Assert.Equal(!durable, cluster.AgreementFault() is not null);
        cluster.Heal();
        if (durable) Assert.True(cluster.RunUntilExecuted([bundle], 1, 2, 3));
        if (durable) Assert.Null(cluster.AgreementFault());
    }

    [Fact]
    public void A_lying_new_leader_cannot_reopen_a_slot_below_its_own_new_view()
    {
        // R1 leads view 1 from checkpoint 8; R3 has not heard of the checkpoint and would still vote for slot 5.
        var bench = new PbftBench(new PbftForge(), 3);
        var forge = bench.Forge;
        var set = new[] { forge.ViewChange(0, 1, 8), forge.ViewChange(1, 1, 8), forge.ViewChange(2, 1, 8) };
        bench.Receive(1, forge.NewView(1, set));
        Assert.Equal(1ul, bench.Status.View.Value);
        var block = PbftForge.Block(5);
        bench.Held.Add(block);

        var effects = bench.Receive(1, forge.PrePrepare(1, block));

        var note = Assert.IsType<Effect.Note>(Assert.Single(effects));
        Assert.Equal(nameof(PbftRejection.NotInNewView), note.Trace.Reason);
    }

    private static Digest Sha256Of(byte content) => Witan.Crypto.Sha256.Hash([content]);
}
