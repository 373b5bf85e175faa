using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Protocols.Streamlet;
using Witan.TestKit.Streamlet;
using Xunit;
using static Witan.Tests.Protocols.Streamlet.Effects;
using Record = Witan.Core.Contract.Record;

namespace Witan.Tests.Protocols.Streamlet;

using Node = Witan.Protocols.Streamlet.Node;

/// <summary>One replica, step by step: what it proposes and votes for, what is durable before, what it refuses. R2
/// stands on the bench; leaders take turns, so it leads epochs 2, 6 and so on.</summary>
public sealed class StepTests
{
    private static readonly StreamletForge Forge = new();

    private static StreamletBench Bench(ulong epoch = 1, IReadOnlyList<Record>? records = null) =>
        new(Forge, 2, records, epoch);

    [Fact]
    public void A_vote_goes_to_all_after_longest_chain_node_and_promise()
    {
        var bench = Bench();
        var chain = Forge.Chain(1, 3);
        bench.Hear(chain[0]);
        bench.Enter(3);
        var effects = bench.Hear(chain[1]);
        var kinds = effects.Where(e => e is Effect.Persist or Effect.Sign).Select(e => e switch
        {
            Effect.Persist { Record: var record } => record.GetType().Name,
            Effect.Sign { Statement: var said } => said.GetType().Name,
            _ => string.Empty,
        });
        Assert.Equal(["LongestRecord", "NodeRecord", "PromiseRecord", "Vote"], kinds);
        Assert.Equal(chain[1].Id, VoteIn(effects)!.Node);
        Assert.Equal(Destination.All, effects.OfType<Effect.Sign>().Single().To);
    }

    [Fact]
    public void A_leader_with_work_proposes_once_at_the_start_of_its_epoch_and_votes_like_anybody()
    {
        var bench = Bench();
        bench.Any = true;
        var effects = bench.Enter(2);
        var proposal = Assert.Single(effects.OfType<Effect.Sign>(), s => s.Statement is Proposal);
        Assert.Equal(Destination.All, proposal.To);
        Assert.Null(VoteIn(effects));
        Assert.Equal(((Proposal)proposal.Statement).Node.Id, VoteIn(bench.Return(effects))!.Node);
        Assert.Null(ProposalIn(bench.Tell(new Internal.PoolChanged())));
        Assert.Null(ProposalIn(bench.Enter(3)));
        Assert.NotNull(ProposalIn(bench.Enter(6)));
    }

    [Fact]
    public void A_request_is_proposed_in_the_first_half_of_an_epoch_and_waits_in_the_second()
    {
        var early = Bench();
        early.Enter(2);
        early.Any = true;
        early.Now += StreamletBench.EpochLength / 4;
        Assert.NotNull(ProposalIn(early.Tell(new Internal.PoolChanged())));
        var late = Bench();
        late.Enter(2);
        late.Any = true;
        late.Now += StreamletBench.EpochLength / 2;
        Assert.Null(ProposalIn(late.Tell(new Internal.PoolChanged())));
        Assert.NotNull(ProposalIn(late.Enter(6)));
    }

    [Fact]
    public void With_nothing_to_do_a_leader_says_nothing_and_no_timer_of_epochs_runs()
    {
        var bench = Bench();
        Assert.DoesNotContain(bench.Started, IsEpochTimer);
        var effects = bench.Enter(2);
        Assert.Null(ProposalIn(effects));
        Assert.DoesNotContain(effects, IsEpochTimer);
        bench.Any = true;
        Assert.Contains(bench.Tell(new Internal.PoolChanged()), IsEpochTimer);
    }

    [Fact]
    public void An_empty_node_is_proposed_while_a_block_is_not_final_and_none_after()
    {
        var bench = Bench();
        var first = Forge.First(5);
        bench.Enter(5);
        bench.Hear(first);
        bench.HearVotes(first, 0, 1, 3);
        var tail = ProposalIn(bench.Enter(6))!.Node;
        Assert.True(tail.Header.IsEmpty);
        Assert.Equal((2ul, new Height(1)), (tail.Header.Length, tail.Header.Height));
        bench.Enter(7);
        var last = Forge.Child(7, tail, null);
        bench.Hear(tail);
        bench.Hear(last);
        Assert.Equal([1ul], Decided(bench.HearVotes(last, 0, 1, 3)));
        Assert.Null(ProposalIn(bench.Enter(10)));
    }

    [Fact]
    public void T4_a_leader_that_proposes_twice_in_an_epoch_is_accused_and_only_its_first_is_voted_for()
    {
        var bench = Bench();
        Assert.NotNull(VoteIn(bench.Hear(Forge.First(1))));
        var effects = bench.Hear(Forge.First(1, 9));
        Assert.Single(effects.OfType<Internal.Accuse>());
        Assert.Null(VoteIn(effects));
        // So that all see both; a third goes nowhere.
        Assert.Equal([0, 3], EchoedTo(effects));
        Assert.Empty(EchoedTo(bench.Hear(Forge.First(1, 10))));
    }

    [Fact]
    public void T5_nobody_votes_for_what_extends_a_shorter_chain_and_the_next_leader_goes_on_with_the_longest()
    {
        var bench = Bench();
        var chain = Forge.Chain(1, 3);
        bench.Hear(chain[0]);
        bench.Hear(chain[1]);
        bench.HearVotes(chain[1], 0, 1, 3);
        bench.Enter(4);
        Assert.Null(VoteIn(bench.Hear(Forge.Child(4, chain[0], 9))));
        bench.Enter(5);
        Assert.NotNull(VoteIn(bench.Hear(Forge.Child(5, chain[1]))));
    }

    [Fact]
    public void T6_a_proposal_that_only_another_passes_on_is_voted_for_in_its_epoch_and_passed_on_once()
    {
        var bench = Bench();
        var proposal = Forge.Proposal(Forge.First(1));
        var effects = bench.Receive(3, proposal);
        Assert.NotNull(VoteIn(effects));
        Assert.Equal([0], EchoedTo(effects));
        effects = bench.Receive(0, proposal);
        Assert.Empty(EchoedTo(effects));
        Assert.Null(RefusalIn(effects));
    }

    [Fact]
    public void T7_a_vote_that_a_liar_shows_to_one_replica_alone_goes_on_to_the_others()
    {
        var bench = Bench();
        var vote = Forge.Vote(3, Forge.First(1));
        Assert.Equal([0, 1], EchoedTo(bench.Receive(3, vote)));
        Assert.Empty(EchoedTo(bench.Receive(0, vote)));
    }

    [Fact]
    public void A_double_vote_is_evidence_both_count_and_a_third_is_left()
    {
        var bench = Bench();
        Node[] nodes = [Forge.First(1), Forge.First(1, 8), Forge.First(1, 9)];
        bench.Receive(3, Forge.Vote(3, nodes[0]));
        var effects = bench.Receive(3, Forge.Vote(3, nodes[1]));
        Assert.Single(effects.OfType<Internal.Accuse>());
        Assert.Equal([0, 1], EchoedTo(effects));
        Assert.Empty(EchoedTo(bench.Receive(3, Forge.Vote(3, nodes[2]))));
        bench.Hear(nodes[1]);
        bench.HearVotes(nodes[1], 0, 1);
        // The double vote was the third: the chain has grown by its node.
        effects = bench.Tell(new Input.TimerFired(new TimerId("streamlet", "tick", 0)));
        var said = effects.OfType<Effect.SendEarly>().Select(s => s.Message).OfType<Status>().Single();
        Assert.Equal(nodes[1].Id, said.Longest!.Node);
    }

    [Fact]
    public void SL1_one_vote_in_an_epoch_over_a_restart_too()
    {
        var bench = Bench();
        var first = Forge.First(1);
        var effects = bench.Hear(first);
        Assert.NotNull(VoteIn(effects));
        Record[] records = [.. effects.OfType<Effect.Persist>().Select(p => p.Record)];
        var again = Bench(records: records);
        Assert.Equal(first.Id, VoteIn(again.Started)!.Node);
        Assert.Null(VoteIn(again.Hear(Forge.First(1, 9))));
    }

    /// <summary>What an amnesiac does: with a liar beside it, two nodes of an epoch have three votes of four.</summary>
    [Fact]
    public void T10_a_replica_that_lost_its_records_votes_twice_in_an_epoch()
    {
        Assert.NotNull(VoteIn(Bench().Hear(Forge.First(1))));
        Assert.NotNull(VoteIn(Bench(records: []).Hear(Forge.First(1, 9))));
    }

    /// <summary>The records of a vote name a longer chain than the one that is offered after the restart.</summary>
    [Fact]
    public void SL5_after_a_restart_no_vote_for_a_shorter_chain_than_before()
    {
        var bench = Bench();
        var chain = Forge.Chain(1, 3, 4);
        foreach (var node in chain.Take(2)) bench.Hear(node);
        bench.Enter(4);
        var effects = bench.Hear(chain[2]);
        Assert.NotNull(VoteIn(effects));
        var again = Bench(5, [.. effects.OfType<Effect.Persist>().Select(p => p.Record)]);
        Assert.Null(VoteIn(again.Hear(Forge.Child(5, chain[0], 9))));
    }

    [Fact]
    public void A_write_of_a_fetched_chain_that_is_torn_anywhere_leaves_a_replica_that_starts_and_votes_on()
    {
        var bench = Bench(7);
        var chain = Forge.Chain(4, 5, 7);
        bench.Hear(chain[2]);
        var effects = bench.Receive(0, new Nodes(default, [chain[1], chain[0]]));
        Assert.Equal(chain[2].Id, VoteIn(effects)!.Node);
        Record[] written = [.. effects.OfType<Effect.Persist>().Select(p => p.Record)];
        Assert.Equal(3, written.Count(r => r is NodeRecord));

        for (var kept = 0; kept < written.Length; kept++)
        {
            var again = Bench(7, written[..kept]);
            again.Hear(chain[2]);
            effects = again.Receive(0, new Nodes(default, [chain[1], chain[0]]));
            var nodes = written[..kept].Concat(effects.OfType<Effect.Persist>().Select(p => p.Record));
            Assert.True(nodes.Count(r => r is NodeRecord) == 3 || VoteIn(effects) is null, $"after {kept} records");
        }
    }

    [Fact]
    public void SL1_the_guard_refuses_a_second_vote_or_proposal_of_an_epoch_and_any_of_a_lower_one()
    {
        var guard = new SafetyGuard(StreamletForge.Cluster);
        Assert.True(guard.Admit(Forge.Vote(2, Forge.First(4)).Statement));
        Assert.True(guard.Admit(Forge.Vote(2, Forge.First(4)).Statement));
        Assert.False(guard.Admit(Forge.Vote(2, Forge.First(4, 9)).Statement));
        Assert.False(guard.Admit(Forge.Vote(2, Forge.First(3)).Statement));
        Assert.True(guard.Admit(Forge.Proposal(2, Forge.First(2)).Statement));
        Assert.False(guard.Admit(Forge.Proposal(2, Forge.First(2, 9)).Statement));
        Assert.False(guard.Admit(Forge.Proposal(2, Forge.First(1)).Statement));
        Assert.True(guard.Admit(Forge.Vote(2, Forge.First(5)).Statement));
    }

    [Fact]
    public void A_proposal_of_another_than_the_leader_is_refused() => Assert.Equal(
        nameof(Rejection.WrongSender), RefusalIn(Bench().Receive(3, Forge.Proposal(3, Forge.First(1)))));

    [Fact]
    public void A_child_of_genesis_by_name_only_is_refused()
    {
        var first = Forge.First(1);
        var stranger = new Node(default, first.Header with { Parent = first.Id }, first.Block, null);
        Assert.Equal(nameof(StreamletRejection.BadNode), RefusalIn(Bench().Hear(stranger)));
    }

    [Fact]
    public void A_block_that_is_not_complete_is_not_voted_for_until_it_is()
    {
        var bench = Bench();
        bench.HoldsBack = true;
        var node = Forge.First(1);
        Assert.Null(VoteIn(bench.Hear(node)));
        Assert.NotNull(VoteIn(bench.Tell(new Internal.BlockReady(new Height(1), node.Block!.Digest))));
    }

    [Fact]
    public void No_vote_above_the_window()
    {
        var chain = Forge.Chain([.. Enumerable.Range(4, 16).Select(e => (ulong)e)]);
        var (below, above) = (Bench(20), Bench(20));
        foreach (var node in chain[..15]) below.Hear(node);
        foreach (var node in chain) above.Hear(node);
        Assert.NotNull(VoteIn(below.Hear(Forge.Child(20, chain[14], 9))));
        Assert.Null(VoteIn(above.Hear(Forge.Child(20, chain[15], 9))));
    }

    [Fact]
    public void Nodes_are_served_up_to_a_bound_per_peer_and_interval()
    {
        var bench = Bench();
        var chain = Forge.Chain(1, 2);
        foreach (var node in chain) bench.Hear(node);
        var fetch = new FetchNodes(default, chain[1].Id, default);
        var answers = 0;
        while (answers < 10_000 && RefusalIn(bench.Receive(3, fetch)) is null) answers++;
        Assert.InRange(answers, 100, 9_999);
        Assert.Single(bench.Receive(1, fetch).OfType<Effect.SendEarly>(), s => s.Message is Nodes);
        bench.Now += 200_000;
        Assert.Single(bench.Receive(3, fetch).OfType<Effect.SendEarly>(), s => s.Message is Nodes);
    }

    [Fact]
    public void Nodes_that_nobody_asked_for_are_left()
    {
        var bench = Bench();
        bench.Receive(0, new Nodes(default, [Forge.First(1)]));
        Assert.Empty(bench.Receive(1, new FetchNodes(default, Forge.First(1).Id, default)).OfType<Effect.SendEarly>());
    }

    private static bool IsEpochTimer(Effect effect) => effect is Effect.SetTimer { Timer.Name: "epoch" };
}
