using Witan.Core.Messages;
using Witan.Protocols.Pbft;
using Witan.Simulation.Scenarios;
using Xunit;
using static Witan.Simulation.Tests.Attacks.AttackRun;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>A01, A11, A15, A16, A35: what a leader does with its turn.</summary>
public sealed class ProposingAttackTests
{
    public static TheoryData<ulong> Seeds => [1, 2, 3];

    [Theory]
    [InlineData("requests", "half", 1)]
    [InlineData("requests", "one", 2)]
    [InlineData("order", "half", 3)]
    [InlineData("time", "half", 4)]
    [InlineData("time", "one", 5)]
    public void A_leader_of_4_that_proposes_twice_forks_nothing(string content, string split, ulong seed) =>
        new AttackRun(seed, 4, [0])
            .Lie(0, "EquivocateProposal", ("content", Text(content)), ("split", Text(split))).Run().Check();

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(1, 3)]
    [InlineData(1000, 4)]
    public void A_leader_of_4_that_jumps_to_the_top_of_the_window_or_beyond_is_replaced(int beyond, ulong seed)
    {
        var run = new AttackRun(seed, 4, [0]).Lie(0, "SkipSlots", ("beyond", Number(beyond)));
        run.Run().Check();
        Assert.True(run.Views.Highest.Value >= 1);
        if (beyond > 0) Assert.True(run.Correct.Sum(r => r.Rejections.GetValueOrDefault("OutsideWindow")) > 0);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Two_proposals_that_meet_at_one_replica_of_7_are_evidence(ulong seed)
    {
        // The second proposals go to 4, 5 and 6; what the accomplice heard of the first ones it shows to 6.
        var victims = ("victims", Replicas(4, 5, 6));
        var run = new AttackRun(seed, 7, [0, 1])
            .Lie(0, "EquivocateProposal", ("content", Text("time")), victims, ("times", Number(5)))
            .Lie(1, "DoubleVote", victims, ("times", Number(5)));
        for (var at = 10_000; at < 300_000; at += 2_000) run.At(at, ShowProposals);
        run.Run().Check();
        Assert.Contains(0U, run.Met);
        Assert.True(run.IsProved(0));

        static void ShowProposals(AttackRun run)
        {
            var accomplice = run.Adversary[NodeName.Replica(1)];
            foreach (
                var heard in run.Adversary.Heard.Where(h => h.From == NodeName.Replica(0) && h.To == accomplice.Name))
            {
                if (heard.Message is SignedStatement { Statement: PrePrepare })
                    accomplice.Send(NodeName.Replica(6), heard.Message);
            }
        }
    }

    [Theory]
    [InlineData("ignorePrepared", 1)]
    [InlineData("ignorePrepared", 2)]
    [InlineData("perRecipient", 3)]
    [InlineData("perRecipient", 4)]
    [InlineData("none", 5)]
    public void A_leader_of_4_that_opens_its_view_wrongly_is_passed_over(string form, ulong seed)
    {
        var run = new AttackRun(seed, 4, [1], isLong: true).Lie(1, "BadNewView", ("form", Text(form)));
        run.Cut(0, 60_000, 900_000).Run().Check();
    }

    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(0.95, 2)]
    [InlineData(1.5, 3)]
    public void A_leader_of_4_that_waits_before_each_proposal_answers_or_is_replaced(double factor, ulong seed)
    {
        var run = new AttackRun(seed, 4, [0]).Lie(0, "SlowLeader", ("factor", Number(factor)));
        run.Run().Check();
        Assert.Equal(factor > 1, run.Views.Highest.Value > 0);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(200, 2)]
    [InlineData(2_000, 3)]
    public void A_leader_of_4_that_starves_one_client_is_replaced_if_it_waits_too_long(int? delayMs, ulong seed)
    {
        var run = new AttackRun(seed, 4, [0]);
        if (delayMs is { } delay) run.Lie(0, "SlowForOneClient", ("client", Text("c1")), ("delayMs", Number(delay)));
        else run.Lie(0, "SlowForOneClient", ("client", Text("c1")));
        run.Run().Check();
        Assert.Equal(delayMs is not 200, run.Views.Highest.Value > 0);
    }

    [Theory]
    [InlineData("unknownBodies", 1)]
    [InlineData("manyReferences", 2)]
    [InlineData("fullBlocks", 3)]
    [InlineData("longPrefix", 4)]
    public void A_leader_of_4_with_expensive_blocks_stops_nothing(string form, ulong seed) =>
        new AttackRun(seed, 4, [0]).Lie(0, "ResourceTrap", ("form", Text(form))).Run().Check();
}
