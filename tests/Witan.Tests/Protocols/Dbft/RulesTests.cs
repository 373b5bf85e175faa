using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Dbft;
using Witan.TestKit.Dbft;
using Xunit;

namespace Witan.Tests.Protocols.Dbft;

/// <summary>The rules of docs/protocols/dbft.md as tables.</summary>
public sealed class RulesTests
{
    [Theory]
    [InlineData(4, 5, 0, 1, 1)]
    [InlineData(4, 5, 1, 0, 2)]
    [InlineData(4, 5, 2, 3, 3)]
    [InlineData(4, 1, 3, 2, 0)]
    [InlineData(7, 6, 1, 5, 0)]
    [InlineData(4, 0, 254, 2, 2)]
    public void The_primary_goes_down_with_views_by_the_code_and_up_by_the_chapter(
        int n, ulong height, ulong view, uint minus, uint plus)
    {
        var configuration = new DbftForge(n: n, f: (n - 1) / 3).Configuration;
        var (h, v) = (new Height(height), new View(view));
        Assert.Equal(new ReplicaId(minus), DbftRules.Primary(configuration, h, v, PrimaryRule.Minus));
        Assert.Equal(new ReplicaId(plus), DbftRules.Primary(configuration, h, v, PrimaryRule.Plus));
    }

    [Theory]
    [InlineData(PrimaryRule.Minus)]
    [InlineData(PrimaryRule.Plus)]
    public void In_n_views_of_a_height_each_validator_is_primary_once(PrimaryRule rule)
    {
        var configuration = new DbftForge(n: 7, f: 2).Configuration;
        for (ulong height = 1; height < 20; height++)
        {
            var primaries = Enumerable.Range(0, 7)
                .Select(v => DbftRules.Primary(configuration, new Height(height), new View((ulong)v), rule));
            Assert.Equal(7, primaries.Distinct().Count());
        }
    }

    /// <summary>For n = 3f + 1 "more than f committed or lost"; for other n, that those left are no quorum.</summary>
    [Theory]
    [InlineData(4, 1, 1, 0, false)]
    [InlineData(4, 1, 2, 0, true)]
    [InlineData(4, 1, 1, 1, true)]
    [InlineData(4, 1, 0, 1, false)]
    [InlineData(5, 1, 2, 0, true)]
    [InlineData(6, 1, 2, 0, false)]
    [InlineData(6, 1, 3, 0, true)]
    [InlineData(7, 2, 2, 0, false)]
    [InlineData(7, 2, 2, 1, true)]
    [InlineData(1, 0, 0, 0, false)]
    [InlineData(1, 0, 1, 0, true)]
    public void No_change_of_view_can_win_once_those_who_may_still_ask_are_no_quorum(
        int n, int f, int committed, int lost, bool expected)
    {
        var (frozen, silent) = (MemberSet.Empty, MemberSet.Empty);
        for (var place = 0; place < committed; place++) frozen = frozen.With(place);
        for (var place = committed; place < committed + lost; place++) silent = silent.With(place);
        Assert.Equal(expected, DbftRules.CanNoChangeWin(new ByzantineQuorums(n, f), frozen, silent));
    }

    [Theory]
    [InlineData(null, 1, true)]
    [InlineData(1ul, 1, false)]
    [InlineData(1ul, 2, false)]
    [InlineData(1ul, 3, true)]
    public void Lost_is_who_was_never_heard_or_was_silent_for_a_height(ulong? seen, ulong height, bool expected) =>
        Assert.Equal(expected, DbftRules.IsLost(seen is { } at ? new Height(at) : null, new Height(height)));

    [Theory]
    [InlineData(4, 1, 3, new[] { 0, 1 })]
    [InlineData(4, 1, 0, new[] { 1, 2 })]
    [InlineData(7, 2, 5, new[] { 6, 0, 1 })]
    public void A_recovery_request_is_answered_by_the_f_and_one_validators_behind(
        int n, int f, int asking, int[] expected)
    {
        var quorums = new ByzantineQuorums(n, f);
        var answering = Enumerable.Range(0, n).Where(place => DbftRules.Answers(quorums, asking, place));
        Assert.Equal(expected.Order(), answering);
    }

    /// <summary>The table of the sheet with T = 15 s, and its end: shifted by 18 it would wrap in 32 bits.</summary>
    [Theory]
    [InlineData(0, 15)]
    [InlineData(1, 30)]
    [InlineData(2, 60)]
    [InlineData(3, 120)]
    [InlineData(12, 3600)]
    [InlineData(255, 3600)]
    public void A_timeout_doubles_with_views_up_to_its_cap(ulong shift, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        DbftRules.Timeout(TimeSpan.FromSeconds(15), shift, TimeSpan.FromSeconds(3600)));

    [Fact]
    public void A_sign_of_life_extends_the_timer_by_k_parts_of_a_quorum() => Assert.Equal(
        TimeSpan.FromSeconds(10), DbftRules.Extension(TimeSpan.FromSeconds(15), 2, new ByzantineQuorums(4, 1)));

    [Fact]
    public void L9_each_refusal_that_is_the_primarys_fault_has_its_reason_and_others_have_none()
    {
        Assert.Equal(ChangeViewReason.TxInvalid, DbftRules.ReasonOf(Rejection.InvalidRequest));
        Assert.Equal(ChangeViewReason.TxRejectedByPolicy, DbftRules.ReasonOf(Rejection.UnknownClient));
        Assert.Equal(ChangeViewReason.BlockRejectedByPolicy, DbftRules.ReasonOf(Rejection.InvalidBlock));
        Assert.Null(DbftRules.ReasonOf(Rejection.TimeAhead));
        Assert.Null(DbftRules.ReasonOf(Rejection.OverQuota));
    }

    /// <summary>
    /// Per validator: '0' or '1' committed in that view, '.' free in view 0, ',' free in view 1, 'x' away.
    /// </summary>
    [Theory]
    [InlineData("....", true)]
    [InlineData("x...", true)]
    [InlineData("xx..", false)]
    [InlineData("0...", true)]
    [InlineData("0x..", true)]
    [InlineData("0xx.", false)]
    [InlineData("01..", true)]
    [InlineData("01x.", false)]
    [InlineData("00,,", false)]
    [InlineData("0,,,", true)]
    [InlineData("01,,", true)]
    [InlineData("0011", false)]
    [InlineData("0001", true)]
    [InlineData("0000111", false)]
    [InlineData("000011.", true)]
    public void A_height_can_be_decided_while_one_view_has_a_quorum_of_frozen_and_free_ones(string line, bool expected)
    {
        var standing = line.Select(c => new Standing(
            char.IsAsciiDigit(c) ? new View((ulong)(c - '0')) : null, new View(c == ',' ? 1ul : 0ul), c == 'x'))
            .ToArray();
        Assert.Equal(expected, DbftRules.CanDecide(new ByzantineQuorums(line.Length, (line.Length - 1) / 3), standing));
    }
}
