using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.SingleShot;
using Witan.TestKit.SingleShot;
using Xunit;

namespace Witan.Tests.Protocols.SingleShot;

/// <summary>E1 to E12 of the specification on the primitive; E7 to E9 are the synchroniser's.</summary>
public sealed class ScenarioTests
{
    [Fact]
    public void E1_a_leader_of_four_that_says_x_to_two_and_y_to_one_brings_about_no_two_certificates()
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var world = new ConsensusWorld(new ConsensusWorldOptions { Liars = [0], Seed = seed });
            var (x, y) = (ConsensusForge.Value("x"), ConsensusForge.Value("y"));
            world.World.After(20_000, () =>
            {
                foreach (var (to, value) in new[] { (1, x), (2, x), (3, y) })
                {
                    world.Send(0, to, world.Forge.Propose(0, 1, value));
                    world.Send(0, to, world.Forge.Prepared(0, 1, value));
                    world.Send(0, to, world.Forge.Committed(0, 1, value));
                }
            });

            Assert.True(world.RunToDecision(), $"seed {seed}");
            Assert.Single(world.DecidedValues);
            Assert.Single(PreparedIn(world, 1).DefaultIfEmpty(x.Digest).Distinct());
        }
    }

    [Fact]
    public void E2_who_decides_with_a_quorum_of_PREPARED_that_it_alone_saw_contradicts_what_the_others_decide()
    {
        var world = HiddenCertificate();

        world.World.RunUntil(() => world.Nodes.Where(n => n.Place != 3).All(n => n.Decided is not null));

        // What 3 had decided if Q PREPARED were enough.
        var early = Assert.Single(PreparedBy(world[3], 1));
        Assert.Null(world[3].Decided);
        Assert.DoesNotContain(early, world.DecidedValues);
        Assert.Single(world.DecidedValues);
    }

    [Fact]
    public void E3_a_hidden_certificate_of_view_1_gives_way_to_that_of_view_2()
    {
        var isBack = false;
        var world = HiddenCertificate(() => isBack, (_, message, _) => IsCommittedIn(message, 2));
        world.World.RunUntil(() => world.Nodes.Where(n => n.Place != 3).All(n => PreparedBy(n, 2).Count > 0));

        isBack = true;
        Assert.True(world.RunToDecision());

        var y = Assert.Single(PreparedIn(world, 2).Distinct());
        Assert.NotEqual(Assert.Single(PreparedBy(world[3], 1)), y);
        Assert.Equal([y], world.DecidedValues);
    }

    [Fact]
    public void E4_a_leader_that_leaves_out_the_highest_claim_is_followed_only_where_that_was_not_committed()
    {
        var forge = new ConsensusForge();
        var (x, y) = (ConsensusForge.Value("x"), ConsensusForge.Value("y"));
        // One of four prepared x: the three others are a quorum, so x is committed nowhere, and y may stand.
        var without = ConsensusForge.Justify(forge.NewLeader(0, 2), forge.NewLeader(1, 2), forge.NewLeader(2, 2));
        Assert.Null(Fault(forge.Propose(1, 2, y, without)));

        // Had a quorum committed x, each quorum of claims has one of its members, and y may not stand.
        foreach (var left in Enumerable.Range(0, 4))
        {
            var claims = Enumerable.Range(0, 4).Where(i => i != left)
                .Select(i => i == 3 ? forge.NewLeader(3, 2) : forge.NewLeader(i, 2, 1, x)).ToArray();
            Assert.NotNull(Fault(forge.Propose(1, 2, y, ConsensusForge.Justify(claims))));
            Assert.Null(Fault(forge.Propose(1, 2, x, ConsensusForge.Justify(claims))));
        }

        Rejection? Fault(SignedStatement m) => SingleShotRules.FaultIn((Propose)m.Statement, forge.Configuration);
    }

    [Fact]
    public void E6_nobody_votes_for_an_invalid_value_and_the_leader_is_left_before_its_time()
    {
        var bad = ConsensusForge.Value("bad");
        var world = new ConsensusWorld(new ConsensusWorldOptions
        {
            Liars = [0], IsValid = value => value.Digest != bad.Digest,
        });
        world.World.After(20_000, () =>
        {
            for (var to = 1; to < 4; to++) world.Send(0, to, world.Forge.Propose(0, 1, bad));
        });

        Assert.True(world.RunToDecision(400_000));
        Assert.DoesNotContain(bad.Digest, world.DecidedValues);
        Assert.DoesNotContain(world.Sent, s => s.Message is SignedStatement { Statement: Prepared { View.Value: 1 } });
    }

    [Fact]
    public void E10_a_process_that_restarts_after_PREPARED_says_the_same_again_and_nothing_else_in_that_view()
    {
        var (x, y) = (ConsensusForge.Value("x"), ConsensusForge.Value("y"));
        var world = new ConsensusWorld(new ConsensusWorldOptions
        {
            Liars = [0], Loses = (_, _, message, _) => message is SignedStatement { Statement: Prepared or Committed },
        });
        world.World.After(20_000, () => world.Send(0, 1, world.Forge.Propose(0, 1, x)));
        Assert.True(world.World.RunUntil(() => Votes(world, 1).Count > 0));

        world[1].Crash();
        world[1].Start();
        world.Send(0, 1, world.Forge.Propose(0, 1, y));
        world.World.Run(300_000);

        Assert.True(Votes(world, 1).Count > 3);
        Assert.Equal(x.Digest, Assert.Single(Votes(world, 1).Distinct()));
    }

    [Fact]
    public void E11_one_decides_and_dies_and_the_others_catch_up_by_its_DECISION()
    {
        var world = new ConsensusWorld(new ConsensusWorldOptions
        {
            Loses = (_, to, message, _) => to != 2 && message is SignedStatement { Statement: Committed },
        });
        Assert.True(world.World.RunUntil(() => world[2].Decided is not null));
        world[2].Crash();

        Assert.True(world.RunToDecision());
        Assert.Single(world.DecidedValues);
        Assert.All(world.Nodes.Where(n => n.Place != 2), n => Assert.NotNull(n.Decided));
    }

    [Fact]
    public void E11_who_comes_back_after_the_decision_is_told_when_it_asks()
    {
        var world = new ConsensusWorld(new ConsensusWorldOptions { StartsAt = place => place == 3 ? 5_000_000 : 0 });
        Assert.True(world.RunToDecision());
        Assert.Single(world.DecidedValues);
        Assert.NotNull(world[3].Decided);
    }

    [Fact]
    public void E12_garbage_of_a_hundred_thousand_views_fills_four_places_of_its_sender()
    {
        var world = new ConsensusWorld(new ConsensusWorldOptions { Liars = [1, 2, 3] });
        world.World.Run(10_000);
        var x = ConsensusForge.Value("x");
        for (ulong view = 2; view < 100_000; view++)
        {
            var garbage = (view % 4) switch
            {
                0 => world.Forge.Prepared(3, view, x),
                1 => world.Forge.Committed(3, view, x),
                2 => world.Forge.Wish(3, view),
                _ => world.Forge.Propose(3, ((view / 4) * 4) + 4, x),
            };
            world[0].Receive(3, world.Verifier.Verify(garbage, out _)!);
        }

        Assert.InRange(world[0].Machine!.Held, 1, 4);
    }

    [Fact]
    public void Every_record_may_be_the_last_before_a_crash_and_nothing_is_contradicted()
    {
        for (var nth = 1; nth <= 8; nth++)
        {
            foreach (var place in new[] { 0, 2 })
            {
                var world = new ConsensusWorld(new ConsensusWorldOptions { Seed = nth });
                var (node, left) = (world[place], nth);
                node.DiesBefore = effect => effect is Effect.Persist && --left == 0;
                world.World.RunUntil(() => node.Machine is null && left == 0, 1_000_000);
                if (node.Machine is null) world.World.After(50_000, node.Start);

                Assert.True(
                    world.World.RunUntil(() => world.Nodes.All(n => n.Decided is not null), 60_000_000),
                    $"record {nth} of {place}");
                Assert.Single(world.DecidedValues);
            }
        }
    }

    /// <summary>
    /// Only 3 sees the PREPAREDs of view 1; from then on nobody hears it, until it is back.
    /// </summary>
    private static ConsensusWorld HiddenCertificate(
        Func<bool>? isBack = null, Func<int, Message, long, bool>? loses = null) => new(new ConsensusWorldOptions
    {
        Loses = (from, to, message, now) =>
        {
            if (message is SignedStatement { Statement: Prepared { View.Value: 1 } } && to != 3) return true;
            if (loses?.Invoke(to, message, now) == true) return true;
            var isFirst = message is SignedStatement { Statement: Wish { View.Value: 1 } or Propose or Prepared };
            return isBack?.Invoke() != true && (from == 3 || to == 3) && !(isFirst && now < 1_300_000);
        },
    });

    private static bool IsCommittedIn(Message message, ulong view) =>
        message is SignedStatement { Statement: Committed m } && m.View.Value == view;

    private static List<Digest> Votes(ConsensusWorld world, int place) =>
    [
        .. world.Sent.Where(s => s.From == place).Select(s => s.Message).OfType<SignedStatement>()
            .Select(s => s.Statement).OfType<Prepared>().Where(p => p.View.Value == 1).Select(p => p.Digest),
    ];

    private static IReadOnlyList<Digest> PreparedBy(ConsensusNode node, ulong view) =>
    [
        .. node.Notes.Select(n => n.Trace).Where(t => t.Kind == TraceKind.Prepared && t.View.Value == view)
            .Select(t => t.Digest),
    ];

    private static IEnumerable<Digest> PreparedIn(ConsensusWorld world, ulong view) =>
        world.Nodes.SelectMany(n => PreparedBy(n, view));
}
