using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Pbft;
using Witan.TestKit.Pbft;
using Xunit;

namespace Witan.Tests.Protocols.Pbft;

/// <summary>The pure rules, one table each.</summary>
public sealed class RulesTests
{
    private static readonly PbftForge Forge = new();
    private static readonly Digest A = PbftForge.Block(1, 1).Digest;
    private static readonly Digest B = PbftForge.Block(1, 2).Digest;

    private static NewViewProposals Compute(params SignedStatement[] set) =>
        PbftRules.ComputeNewViewProposals([.. set.Select(s => (ViewChange)s.Statement)]);

    private static Configuration At(Height height) => Forge.Configuration;

    private static Rejection? Fault(SignedStatement newView) =>
        PbftRules.FaultIn((NewView)newView.Statement, Forge.Configuration, At);

    [Theory]
    [InlineData(4, 1, 3)]
    [InlineData(5, 1, 4)]
    [InlineData(6, 1, 4)]
    [InlineData(7, 2, 5)]
    public void T15_H18_quorum_table_and_every_two_quorums_share_a_correct_member(int n, int f, int quorum)
    {
        var quorums = new ByzantineQuorums(n, f);
        Assert.Equal(quorum, quorums.SmallestQuorum);
        for (var a = 0; a < 1 << n; a++)
        {
            for (var b = 0; b < 1 << n; b++)
            {
                if (quorums.IsQuorum(Set(a, n)) && quorums.IsQuorum(Set(b, n)))
                    Assert.True(int.PopCount(a & b) > f, $"{a:b} and {b:b}");
            }
        }
    }

    [Fact]
    public void H18_two_f_plus_1_of_5_would_let_two_sets_meet_in_the_liar_alone() =>
        Assert.Equal(1, int.PopCount(0b00111 & 0b11100));

    private static MemberSet Set(int bits, int n)
    {
        var set = MemberSet.Empty;
        for (var i = 0; i < n; i++)
        {
            if ((bits & (1 << i)) != 0) set = set.With(i);
        }

        return set;
    }

    [Fact]
    public void Leaders_take_turns_by_place() =>
        Assert.Equal([0u, 1u, 2u, 3u, 0u], Enumerable.Range(0, 5)
            .Select(v => PbftRules.Leader(Forge.Configuration, new View((ulong)v)).Value));

    [Theory]
    [InlineData(0, 500)]
    [InlineData(1, 1000)]
    [InlineData(3, 4000)]
    [InlineData(4, 4000)]
    [InlineData(1000, 4000)]
    public void Timeouts_double_up_to_the_cap(int attempts, int milliseconds) => Assert.Equal(
        Milliseconds(milliseconds), PbftRules.Backoff(Milliseconds(500), attempts, Milliseconds(4000)));

    private static TimeSpan Milliseconds(int n) => new(n * TimeSpan.TicksPerMillisecond);

    [Theory]
    [InlineData(0b0111, 3, true)]
    [InlineData(0b0011, 3, true)]
    [InlineData(0b0001, 3, false)]
    [InlineData(0b1011, 3, true)]
    [InlineData(0b1001, 3, false)]
    [InlineData(0b0000, 0, false)]
    public void Prepared_is_a_quorum_with_the_leader_who_counts_once(int prepares, int leader, bool prepared)
    {
        var signers = PbftRules.PreparedBy(Forge.Configuration.Quorums, Set(prepares, 4), leader);
        Assert.Equal(prepared, signers is not null);
        if (signers is not { } set) return;
        Assert.Equal(2, set.Count);
        Assert.False(set.Contains(leader));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(0, null, 9ul)]
    [InlineData(0, 1ul, 9ul, 1ul)]
    [InlineData(0, 9ul, 9ul, 9ul)]
    [InlineData(1, null, 9ul, 1ul)]
    [InlineData(1, 2ul, 9ul, 2ul, 1ul)]
    public void Join_rule_follows_the_second_highest_of_the_others_when_it_is_higher(
        ulong current, ulong? joined, params ulong[] others)
    {
        var targets = new ulong?[4];
        for (var i = 0; i < others.Length; i++) targets[i + 1] = others[i];
        Assert.Equal(joined, PbftRules.JoinTarget(Forge.Configuration.Quorums, targets, new View(current))?.Value);
    }

    [Fact]
    public void Nothing_prepared_gives_no_proposals()
    {
        var result = Compute(Forge.ViewChange(0, 1), Forge.ViewChange(1, 1), Forge.ViewChange(2, 1));
        Assert.Empty(result.Slots);
        Assert.Equal(Height.Genesis, result.MaxSlot);
    }

    [Fact]
    public void Highest_slot_at_the_latest_checkpoint_gives_no_proposals()
    {
        var result = Compute(
            Forge.ViewChange(0, 1, 0, Forge.Prepared(0, 8, A)), Forge.ViewChange(1, 1, 8), Forge.ViewChange(2, 1));
        Assert.Empty(result.Slots);
        Assert.Equal(8ul, result.MinSlot.Value);
        Assert.Equal(8ul, result.MaxSlot.Value);
        Assert.Equal(8ul, result.Stable!.Height.Value);
    }

    [Fact]
    public void A_gap_in_the_middle_becomes_the_null_block()
    {
        var result = Compute(
            Forge.ViewChange(0, 1, 0, Forge.Prepared(0, 1, A)), Forge.ViewChange(1, 1, 0, Forge.Prepared(0, 3, B)),
            Forge.ViewChange(2, 1));
        Assert.Equal([A, Block.NullDigest(new Height(2)), B], result.Slots.Select(s => s.Digest));
        Assert.Equal([1ul, 2ul, 3ul], result.Slots.Select(s => s.Height.Value));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void H9_the_highest_view_wins_whoever_comes_first(bool newerFirst)
    {
        var older = Forge.Prepared(0, 1, A);
        var newer = Forge.Prepared(1, 1, B);
        var result = Compute(
            Forge.ViewChange(0, 2, 0, newerFirst ? newer : older), Forge.ViewChange(1, 2, 0, newerFirst
                ? older : newer),
            Forge.ViewChange(2, 2));
        Assert.Equal(B, Assert.Single(result.Slots).Digest);
    }

    [Fact]
    public void Two_blocks_prepared_in_one_slot_and_view_stop_the_replica()
    {
        var broken = Assert.Throws<InvariantException>(() => Compute(
            Forge.ViewChange(0, 1, 0, Forge.Prepared(0, 1, A)), Forge.ViewChange(1, 1, 0, Forge.Prepared(0, 1, B))));
        Assert.StartsWith("S1", broken.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_view_that_follows_from_exactly_a_quorum_is_valid() => Assert.Null(Fault(Forge.NewView(
        1, Forge.ViewChange(0, 1, 0, Forge.Prepared(0, 2, A)), Forge.ViewChange(1, 1), Forge.ViewChange(2, 1))));

    [Fact]
    public void H11_a_new_view_that_omits_adds_or_alters_a_slot_or_starts_too_low_is_refused()
    {
        SignedStatement[] set = [Forge.ViewChange(0, 1, 0, Forge.Prepared(0, 9, A)), Forge.ViewChange(1, 1, 8),
            Forge.ViewChange(2, 1)];
        SignedStatement[][] wrong =
        [
            [],
            [Forge.Header(1, 9, B)],
            [Forge.Header(1, 9, A), Forge.Header(1, 10, Block.NullDigest(new Height(10)))],
            [Forge.Header(1, 8, Block.NullDigest(new Height(8))), Forge.Header(1, 9, A)],
            [Forge.Header(2, 9, A, sender: 1)],
            [Forge.Header(1, 9, A, sender: 2)],
        ];
        Assert.Null(Fault(Forge.NewView(1, set, [Forge.Header(1, 9, A)])));
        Assert.All(wrong, o => Assert.Equal(PbftRejection.WrongNewViewProposals, Fault(Forge.NewView(1, set, o))));
    }

    [Fact]
    public void A_new_view_of_fewer_or_more_than_a_quorum_or_of_another_target_or_sender_is_refused()
    {
        var c = Enumerable.Range(0, 4).Select(i => Forge.ViewChange(i, 1)).ToArray();
        Assert.Equal(PbftRejection.BadViewChangeSet, Fault(Forge.NewView(1, c[0], c[1])));
        Assert.Equal(PbftRejection.BadViewChangeSet, Fault(Forge.NewView(1, c)));
        Assert.Equal(PbftRejection.BadViewChangeSet, Fault(Forge.NewView(1, c[0], c[1], Forge.ViewChange(2, 5))));
        Assert.Equal(Rejection.WrongSender, Fault(Forge.NewView(1, [c[0], c[1], c[2]], [], sender: 2)));
    }

    [Fact]
    public void A_view_change_may_show_only_earlier_views_of_the_right_leader_inside_its_window()
    {
        Assert.Null(FaultIn(Forge.ViewChange(0, 2, 8, Forge.Prepared(1, 9, A), Forge.Prepared(0, 24, A))));
        Assert.Equal(PbftRejection.BadPreparedCertificate, FaultIn(Forge.ViewChange(0, 2, 8, Forge.Prepared(0, 8, A))));
        Assert.Equal(PbftRejection.BadPreparedCertificate, FaultIn(Forge.ViewChange(0, 2, 8, Forge.Prepared(0, 25,
            A))));
        Assert.Equal(PbftRejection.BadPreparedCertificate, FaultIn(Forge.ViewChange(0, 2, 0, Forge.Prepared(2, 1, A))));
        Assert.Equal(Rejection.BadCertificate, FaultIn(Forge.ViewChange(0, 2, 9)));
        var usurped = new PreparedCertificate(Forge.Header(0, 1, A, sender: 3), Forge.Prepared(0, 1, A).Prepares);
        Assert.Equal(PbftRejection.BadPreparedCertificate, FaultIn(Forge.ViewChange(0, 2, 0, usurped)));
        var alone = new PreparedCertificate(Forge.Header(0, 1, A), null);
        Assert.Equal(PbftRejection.BadPreparedCertificate, FaultIn(Forge.ViewChange(0, 2, 0, alone)));
    }

    private static Rejection? FaultIn(SignedStatement viewChange) =>
        PbftRules.FaultIn((ViewChange)viewChange.Statement, At);
}
