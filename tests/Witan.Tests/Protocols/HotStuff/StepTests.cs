using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.TestKit.HotStuff;
using Xunit;
using Record = Witan.Core.Contract.Record;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Tests.Protocols.HotStuff;

using Node = Witan.Protocols.HotStuff.Node;

/// <summary>One replica, step by step: what it votes for, what is durable before, what it refuses.</summary>
public sealed class StepTests
{
    private static readonly HotStuffForge Forge = new();

    private static HotStuffBench Bench(
        HotStuffMode mode = HotStuffMode.Chained, HotStuffForge? forge = null, IReadOnlyList<Record>? records = null) =>
        new(forge ?? Forge, 2, mode, records);

    private static Vote? VoteIn(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.Sign>().Select(s => s.Statement).OfType<Vote>().SingleOrDefault();

    private static string? RefusalIn(IEnumerable<Effect> effects) =>
        effects.OfType<Effect.Note>().Select(n => n.Trace).SingleOrDefault(t => t.Kind == TraceKind.Rejected)?.Reason;

    /// <summary>Nodes of these views, each the child of the one before; the first is a child of genesis.</summary>
    private static List<Node> Chain(HotStuffForge forge, params ulong[] views)
    {
        var chain = new List<Node>();
        foreach (var view in views) chain.Add(chain.Count == 0 ? forge.First(view) : forge.Child(view, chain[^1]));
        return chain;
    }

    [Fact]
    public void A_vote_leaves_after_node_certificates_and_promise()
    {
        var bench = Bench();
        var chain = Chain(Forge, 1, 2);
        bench.Receive(0, Forge.Proposal(0, chain[0]));
        var effects = bench.Receive(0, Forge.Proposal(0, chain[1]));
        var kinds = effects.Where(e => e is Effect.Persist or Effect.Sign).Select(e => e switch
        {
            Effect.Persist { Record: var record } => record.GetType().Name,
            Effect.Sign { Statement: var said } => said.GetType().Name,
            _ => string.Empty,
        });
        Assert.Equal(["SafetyRecord", "NodeRecord", "PromiseRecord", "VoteGeneric"], kinds);
        var vote = VoteIn(effects)!;
        Assert.Equal(chain[1].Id, vote.Node);
        Assert.Equal(Destination.One(Forge.Id(0)), effects.OfType<Effect.Sign>().Single().To);
    }

    [Theory]
    [InlineData(HotStuffMode.Chained)]
    [InlineData(HotStuffMode.TwoChain)]
    public void A_leader_that_stood_idle_has_its_time_from_the_first_proposal_on(HotStuffMode mode)
    {
        var forge = new HotStuffForge(mode);
        var bench = Bench(mode, forge);
        bench.TimeOut(5_000_000);
        bench.HoldsBack = true;
        bench.Receive(0, forge.Proposal(0, forge.First(1)));

        Assert.DoesNotContain(bench.TimeOut(499_000), e => e is Effect.Sign { Statement: Timeout });
        Assert.Contains(bench.TimeOut(1_000), e => e is Effect.Sign { Statement: Timeout });
    }

    [Fact]
    public void A_late_proposal_does_not_give_a_leader_the_time_back_that_a_request_has_waited()
    {
        var bench = Bench();
        (bench.Any, bench.OldestSince, bench.HoldsBack) = (true, new Instant(bench.Now), true);
        bench.Tell(new Internal.PoolChanged());
        bench.TimeOut(450_000);
        bench.Receive(0, Forge.Proposal(0, Forge.First(1)));

        Assert.Contains(bench.TimeOut(50_000), e => e is Effect.Sign { Statement: Timeout });
    }

    [Fact]
    public void HS2_one_vote_in_a_view_over_a_restart_too()
    {
        var bench = Bench();
        var first = Forge.First(1);
        var effects = bench.Receive(0, Forge.Proposal(0, first));
        Assert.NotNull(VoteIn(effects));
        Record[] records = [.. effects.OfType<Effect.Persist>().Select(p => p.Record)];
        var again = Bench(records: records);
        Assert.Equal(first.Id, VoteIn(again.Started)!.Node);
        Assert.Null(VoteIn(again.Receive(0, Forge.Proposal(0, Forge.First(1, 9)))));
    }

    [Fact]
    public void A_write_of_a_fetched_branch_that_is_torn_anywhere_leaves_a_replica_that_starts_and_votes_on()
    {
        var bench = Bench();
        var chain = Chain(Forge, 1, 2, 3);
        bench.Receive(0, Forge.Proposal(0, chain[2]));
        var effects = bench.Receive(0, new Nodes(default, [chain[1], chain[0]]));
        Assert.Equal(chain[2].Id, VoteIn(effects)!.Node);
        Record[] written = [.. effects.OfType<Effect.Persist>().Select(p => p.Record)];
        Assert.Equal(3, written.Count(r => r is NodeRecord));

        for (var kept = 0; kept < written.Length; kept++)
        {
            var again = Bench(records: written[..kept]);
            again.Receive(0, Forge.Proposal(0, chain[2]));
            effects = again.Receive(0, new Nodes(default, [chain[1], chain[0]]));
            var nodes = written[..kept].Concat(effects.OfType<Effect.Persist>().Select(p => p.Record));
            Assert.True(nodes.Count(r => r is NodeRecord) == 3 || VoteIn(effects) is null, $"after {kept} records");
        }
    }

    [Fact]
    public void X4_a_leader_that_proposes_twice_in_a_view_is_accused()
    {
        var bench = Bench();
        bench.Receive(0, Forge.Proposal(0, Forge.First(1)));
        var effects = bench.Receive(0, Forge.Proposal(0, Forge.First(1, 9)));
        Assert.Single(effects.OfType<Internal.Accuse>());
        Assert.Null(VoteIn(effects));
    }

    [Fact]
    public void A_proposal_of_another_than_the_leader_is_refused() =>
        Assert.Equal(nameof(Rejection.WrongSender), RefusalIn(Bench().Receive(1, Forge.Proposal(1, Forge.First(1)))));

    [Fact]
    public void X7_a_child_of_genesis_by_name_only_is_refused()
    {
        var first = Forge.First(1);
        var stranger = new Node(
            default, first.Header with { Parent = first.Id }, first.Block, null);
        Assert.Equal(
            nameof(HotStuffRejection.BadNode), RefusalIn(Bench().Receive(0, Forge.Proposal(0, stranger))));
    }

    [Fact]
    public void X8_a_TC_of_another_view_does_not_justify_a_proposal()
    {
        var tc = Forge.TC(3, null, null, null);
        var effects = Bench().Receive(0, Forge.Proposal(0, Forge.First(9), tc));
        Assert.Equal(nameof(HotStuffRejection.ViewNotJustified), RefusalIn(effects));
    }

    [Fact]
    public void HS5_chains_of_three_no_vote_for_what_is_justified_below_the_lock()
    {
        var bench = Bench();
        var chain = Chain(Forge, 1, 2, 3, 4);
        foreach (var node in chain) bench.Receive(0, Forge.Proposal(0, node));
        // Locked on the node of view 2: its certificate stands in the node of view 3, which is certified.
        var below = Forge.Child(64, chain[0], 9);
        Assert.Null(VoteIn(bench.Receive(1, Forge.Proposal(1, below, Forge.TC(63, null, null, null)))));
        var other = Bench();
        foreach (var node in chain) other.Receive(0, Forge.Proposal(0, node));
        var fromLock = Forge.Child(64, chain[1], 9);
        Assert.NotNull(VoteIn(other.Receive(1, Forge.Proposal(1, fromLock, Forge.TC(63, null, null, null)))));
    }

    [Fact]
    public void X9_chains_of_two_no_vote_for_what_is_justified_below_the_highest_entry_of_the_TC()
    {
        var chain = Chain(Forge, 1, 2, 3);
        var (low, high) = (Forge.Certify(chain[0]), Forge.Certify(chain[1]));
        var tc = Forge.TC(63, low, high, low);
        var bench = Bench(HotStuffMode.TwoChain);
        foreach (var node in chain) bench.Receive(0, Forge.Proposal(0, node));
        Assert.Null(VoteIn(bench.Receive(1, Forge.Proposal(1, Forge.Child(64, chain[0], 9), tc))));
        var other = Bench(HotStuffMode.TwoChain);
        foreach (var node in chain) other.Receive(0, Forge.Proposal(0, node));
        Assert.NotNull(VoteIn(other.Receive(1, Forge.Proposal(1, Forge.Child(64, chain[1], 9), tc))));
    }

    [Fact]
    public void HS6_after_a_TIMEOUT_no_vote_up_to_its_view_over_a_restart_too()
    {
        var bench = Bench();
        bench.OldestSince = new Instant(bench.Now);
        var effects = bench.TimeOut(600_000);
        var timeout = (Timeout)effects.OfType<Effect.Sign>().Single().Statement;
        Assert.Equal(new View(63), timeout.View);
        Assert.Null(VoteIn(bench.Receive(0, Forge.Proposal(0, Forge.First(1)))));
        var again = Bench(records: [.. effects.OfType<Effect.Persist>().Select(p => p.Record)]);
        Assert.Null(VoteIn(again.Receive(0, Forge.Proposal(0, Forge.First(1)))));
    }

    [Fact]
    public void HS6_the_guard_refuses_a_vote_below_a_TIMEOUT_and_a_second_text_of_a_view()
    {
        var guard = new SafetyGuard(HotStuffForge.Cluster);
        var (first, other) = (Forge.First(4), Forge.First(4, 9));
        Assert.True(guard.Admit(Forge.Vote(2, first).Statement));
        Assert.True(guard.Admit(Forge.Vote(2, first).Statement));
        Assert.False(guard.Admit(Forge.Vote(2, other).Statement));
        Assert.False(guard.Admit(Forge.Vote(2, Forge.First(3)).Statement));
        Assert.True(guard.Admit(Forge.Timeout(2, 7, null).Statement));
        Assert.True(guard.Admit(Forge.Timeout(2, 7, Forge.Certify(first)).Statement));
        Assert.False(guard.Admit(Forge.Vote(2, Forge.First(7)).Statement));
        Assert.False(guard.Admit(Forge.Vote(2, Forge.First(7), HotStuffMessageType.VotePrepare).Statement));
        Assert.True(guard.Admit(Forge.Vote(2, Forge.First(8)).Statement));
        Assert.False(guard.Admit(Forge.Timeout(2, 6, null).Statement));
    }

    [Fact]
    public void A_weak_quorum_that_gave_up_is_joined_and_a_quorum_is_a_TC()
    {
        var bench = Bench();
        Assert.Empty(bench.Receive(0, Forge.Timeout(0, 63, null)).OfType<Effect.Sign>());
        var effects = bench.Receive(3, Forge.Timeout(3, 63, null));
        var own = (Timeout)effects.OfType<Effect.Sign>().Single().Statement;
        Assert.Equal(new View(63), own.View);
        bench.Receive(2, Forge.Sign(2, own));
        Assert.Equal(64ul, bench.Status.View.Value);
    }

    [Fact]
    public void X13_votes_of_views_far_away_are_not_kept()
    {
        var bench = new HotStuffBench(Forge, 0, HotStuffMode.Chained);
        var effects = bench.Receive(1, Forge.Vote(1, Forge.First(20)));
        Assert.Equal(nameof(HotStuffRejection.OutsideViews), RefusalIn(effects));
        effects = Bench().Receive(1, Forge.Vote(1, Forge.First(1)));
        Assert.Equal(nameof(HotStuffRejection.NotCollector), RefusalIn(effects));
    }

    [Fact]
    public void A_double_vote_is_evidence_and_counts_once()
    {
        var bench = new HotStuffBench(Forge, 0, HotStuffMode.Chained);
        bench.Receive(1, Forge.Vote(1, Forge.First(1)));
        var effects = bench.Receive(1, Forge.Vote(1, Forge.First(1, 9)));
        Assert.Single(effects.OfType<Internal.Accuse>());
    }

    [Theory]
    [InlineData(HotStuffMode.Chained, 4)]
    [InlineData(HotStuffMode.TwoChain, 3)]
    public void X10_a_chain_that_was_never_seen_is_fetched_before_the_vote_and_then_decided(
        HotStuffMode mode, int views)
    {
        var forge = new HotStuffForge(mode);
        var chain = Chain(forge, 1, 2, 3, 4);
        var last = chain[views - 1];
        var bench = Bench(mode, forge);
        var effects = bench.Receive(0, forge.Proposal(0, last));
        Assert.Null(VoteIn(effects));
        var fetch = effects.OfType<Effect.SendEarly>().Select(s => s.Message).OfType<FetchNodes>().First();
        Assert.Equal(chain[views - 2].Id, fetch.Node);
        effects = bench.Receive(0, new Nodes(default, [.. chain.Take(views - 1).Reverse()]));
        Assert.Equal(last.Id, VoteIn(effects)!.Node);
        var decided = Assert.Single(effects.OfType<Internal.Decide>());
        Assert.Equal(chain[0].Block!.Digest, decided.Block);
    }

    [Fact]
    public void Nodes_that_nobody_asked_for_are_left()
    {
        var bench = Bench();
        var effects = bench.Receive(0, new Nodes(default, [Forge.First(1)]));
        Assert.Empty(effects.OfType<Internal.OfferBlock>());
        Assert.Empty(bench.Receive(1, new FetchNodes(default, Forge.First(1).Id, default)).OfType<Effect.SendEarly>());
    }

    [Fact]
    public void Nodes_are_served_up_to_a_bound_per_peer_and_interval()
    {
        var bench = Bench();
        var chain = Chain(Forge, 1, 2);
        foreach (var node in chain) bench.Receive(0, Forge.Proposal(0, node));
        var fetch = new FetchNodes(default, chain[1].Id, default);
        var answers = 0;
        while (answers < 10_000 && RefusalIn(bench.Receive(3, fetch)) is null) answers++;
        Assert.InRange(answers, 100, 9_999);
        Assert.Single(bench.Receive(1, fetch).OfType<Effect.SendEarly>());
        bench.Now += 200_000;
        Assert.Single(bench.Receive(3, fetch).OfType<Effect.SendEarly>());
    }

    [Fact]
    public void Basic_a_phase_is_voted_once_and_the_lock_is_durable_before_the_commit_vote()
    {
        var forge = new HotStuffForge(HotStuffMode.Basic);
        var bench = Bench(HotStuffMode.Basic, forge);
        var node = forge.First(1);
        Assert.IsType<VotePrepare>(VoteIn(bench.Receive(0, forge.Proposal(0, node))));
        var preCommit = new Phase(forge.Certify(node));
        Assert.IsType<VotePreCommit>(VoteIn(bench.Receive(0, preCommit)));
        Assert.Null(VoteIn(bench.Receive(0, preCommit)));
        var effects = bench.Receive(0, new Phase(forge.Certify(node, HotStuffMessageType.VotePreCommit)));
        Assert.IsType<VoteCommit>(VoteIn(effects));
        var safety = (SafetyRecord)effects.OfType<Effect.Persist>().First(p => p.Record is SafetyRecord).Record;
        Assert.Equal(new View(1), safety.LockedQC!.View);
        effects = bench.Receive(0, new Phase(forge.Certify(node, HotStuffMessageType.VoteCommit)));
        Assert.Equal(node.Block!.Digest, Assert.Single(effects.OfType<Internal.Decide>()).Block);
        Assert.Equal(2ul, bench.Status.View.Value);
    }
}
