using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.HotStuff;
using Witan.TestKit.HotStuff;
using Xunit;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Tests.Protocols.HotStuff;

using Node = Witan.Protocols.HotStuff.Node;

/// <summary>The pure rules, one table each, by the names of the papers.</summary>
public sealed class RulesTests
{
    private static readonly HotStuffForge Forge = new();

    private static View V(ulong view) => new(view);

    private static View V(int view) => new((ulong)view);

    private static Rejection? Fault(Node node, HotStuffMode mode = HotStuffMode.Chained) =>
        HotStuffRules.FaultIn(node, Forge.Genesis, Height.Genesis, Forge.Configuration.Number, mode);

    private static Rejection? Fault(TimeoutCertificate tc) =>
        HotStuffRules.FaultIn(tc, Forge.Configuration, HotStuffMode.Chained);

    private static Rejection? Fault(Timeout timeout) =>
        HotStuffRules.FaultIn(timeout, Forge.Configuration, HotStuffMode.Chained);

    [Theory]
    [InlineData(1, new uint[] { 0, 1, 2, 3, 0, 1 })]
    [InlineData(2, new uint[] { 0, 0, 1, 1, 2, 2 })]
    [InlineData(4, new uint[] { 0, 0, 0, 0, 1, 1 })]
    public void Leader_leaders_take_turns_by_place_after_their_tenure(int tenure, uint[] leaders) =>
        Assert.Equal(leaders, Enumerable.Range(0, leaders.Length)
            .Select(v => HotStuffRules.Leader(Forge.Configuration, V(v), (uint)tenure).Value));

    [Theory]
    [InlineData(1, 7, 7)]
    [InlineData(4, 0, 3)]
    [InlineData(4, 3, 3)]
    [InlineData(4, 4, 7)]
    public void TenureEnd_is_the_last_view_of_the_leader(int tenure, int view, int end) =>
        Assert.Equal(V(end), HotStuffRules.TenureEnd(V(view), (uint)tenure));

    [Theory]
    [InlineData(3, 2, null, true)]
    [InlineData(3, 1, null, false)]
    [InlineData(3, 1, 2, true)]
    [InlineData(3, 1, 1, false)]
    [InlineData(8, 1, 2, false)]
    [InlineData(3, 3, 3, false)]
    public void IsJustified_X8_a_view_needs_a_certificate_or_TC_of_the_view_before(
        int view, int justify, int? tc, bool holds) =>
        Assert.Equal(holds, HotStuffRules.IsJustified(V(view), V(justify), tc is { } of ? V(of) : null));

    [Theory]
    [InlineData(5, 4, true)]
    [InlineData(4, 4, true)]
    [InlineData(3, 4, false)]
    [InlineData(0, 0, true)]
    public void SafeNode_X14_a_justify_as_high_as_the_lock_is_enough(int justify, int locked, bool safe) =>
        Assert.Equal(safe, HotStuffRules.SafeNode(V(justify), V(locked)));

    [Theory]
    [InlineData(true, 1, 4, true)]
    [InlineData(false, 5, 4, true)]
    [InlineData(false, 4, 4, false)]
    [InlineData(false, 3, 4, false)]
    public void SafeNode_long_form_extends_the_lock_or_is_justified_above_it(
        bool extends, int justify, int locked, bool safe) =>
        Assert.Equal(safe, HotStuffRules.SafeNode(extends, V(justify), V(locked)));

    [Theory]
    [InlineData(3, 2, null, 0, true)]
    [InlineData(3, 1, null, 0, false)]
    [InlineData(3, 1, 2, 1, true)]
    [InlineData(3, 0, 2, 1, false)]
    [InlineData(3, 1, 1, 1, false)]
    [InlineData(9, 1, 2, 1, false)]
    public void Two_chain_vote_rule_X9_a_TC_carries_only_what_is_as_high_as_its_highest_entry(
        int view, int justify, int? tc, int highest, bool holds) => Assert.Equal(
        holds, HotStuffRules.FollowsOrTimedOut(V(view), V(justify), tc is { } of ? V(of) : null, V(highest)));

    [Theory]
    [InlineData(new ulong[] { 4, 5, 6 }, true)]
    [InlineData(new ulong[] { 3, 5, 6 }, false)]
    [InlineData(new ulong[] { 4, 5, 7 }, false)]
    [InlineData(new ulong[] { 4, 5 }, true)]
    [InlineData(new ulong[] { 4 }, true)]
    public void Commit_rule_views_must_be_consecutive(ulong[] views, bool holds) =>
        Assert.Equal(holds, HotStuffRules.AreConsecutive([.. views.Select(v => V(v))]));

    [Theory]
    [InlineData(HotStuffMode.Chained, new ulong[] { 1, 2, 3 }, true)]
    [InlineData(HotStuffMode.Chained, new ulong[] { 1, 2 }, false)]
    [InlineData(HotStuffMode.Chained, new ulong[] { 1, 2, 4 }, false)]
    [InlineData(HotStuffMode.Chained, new ulong[] { 1, 3, 4 }, false)]
    [InlineData(HotStuffMode.Chained, new ulong[] { 1, 3, 4, 5 }, true)]
    [InlineData(HotStuffMode.TwoChain, new ulong[] { 1, 2 }, true)]
    [InlineData(HotStuffMode.TwoChain, new ulong[] { 1 }, false)]
    [InlineData(HotStuffMode.TwoChain, new ulong[] { 1, 3 }, false)]
    [InlineData(HotStuffMode.TwoChain, new ulong[] { 1, 3, 4 }, true)]
    public void Commit_rule_by_mode(HotStuffMode mode, ulong[] views, bool commits)
    {
        var (path, last) = Path(views);
        var qc = Forge.Certify(last);
        Assert.True(HotStuffRules.IsPath(path, qc));
        Assert.Equal(commits, HotStuffRules.Commits(mode, path, qc));
    }

    [Fact]
    public void Commit_rule_of_the_basic_mode_is_one_commitQC_and_no_other_phase()
    {
        var forge = new HotStuffForge(HotStuffMode.Basic);
        var node = forge.First(1);
        NodeHeader[] path = [node.Header];
        Assert.True(HotStuffRules.Commits(
            HotStuffMode.Basic, path, forge.Certify(node, HotStuffMessageType.VoteCommit)));
        Assert.False(HotStuffRules.Commits(
            HotStuffMode.Basic, path, forge.Certify(node, HotStuffMessageType.VotePreCommit)));
        Assert.False(HotStuffRules.Commits(
            HotStuffMode.Basic, path, forge.Certify(node, HotStuffMessageType.VoteGeneric)));
    }

    [Fact]
    public void A_path_is_a_branch_from_a_block_to_what_is_certified()
    {
        var (path, last) = Path([1, 2, 3]);
        var qc = Forge.Certify(last);
        Assert.False(HotStuffRules.IsPath([path[0], path[2]], qc));
        Assert.False(HotStuffRules.IsPath([path[1], path[0], path[2]], qc));
        Assert.False(HotStuffRules.IsPath(path[..2], qc));
        Assert.False(HotStuffRules.IsPath([], qc));
        var empty = Forge.Child(4, last, null);
        Assert.False(HotStuffRules.IsPath([empty.Header], Forge.Certify(empty)));
    }

    [Fact]
    public void Well_formed_the_justify_is_of_the_parent_and_height_and_phase_follow_from_it()
    {
        var first = Forge.First(1);
        var child = Forge.Child(2, first);
        var qc = Forge.Certify(first);
        Assert.Null(Fault(first));
        Assert.Null(Fault(child));
        Assert.Null(Fault(Forge.Child(5, child, null)));
        var header = child.Header;
        Assert.Equal(HotStuffRejection.BadNode, Fault(Make(header with { Height = new Height(3) }, qc)));
        Assert.Equal(HotStuffRejection.BadNode, Fault(Make(header with { View = V(1) }, qc)));
        Assert.Equal(HotStuffRejection.BadNode, Fault(Make(header, null)));
        Assert.Equal(HotStuffRejection.BadNode, Fault(Make(header with { Parent = child.Id }, qc)));
        Assert.Equal(HotStuffRejection.BadNode, Fault(new Node(default, header, null, qc)));
        Assert.Equal(
            HotStuffRejection.BadQuorumCertificate,
            Fault(Make(header, Forge.Certify(first, HotStuffMessageType.VotePrepare))));
        Assert.Equal(HotStuffRejection.BadQuorumCertificate, Fault(child, HotStuffMode.Basic));
    }

    [Fact]
    public void TC_X8_a_quorum_whose_certificate_is_the_highest_that_it_claims()
    {
        var low = Forge.Certify(Forge.First(1));
        var high = Forge.Certify(Forge.Child(2, Forge.First(1)));
        Assert.Null(Fault(Forge.TC(5, low, high, null)));
        Assert.Null(Fault(Forge.TC(5, null, null, null)));
        Assert.Equal(HotStuffRejection.BadTimeoutCertificate, Fault(Forge.TC(5, low, high)));
        Assert.Equal(HotStuffRejection.BadTimeoutCertificate, Fault(Forge.TC(5, low, high, low, low)));
        Assert.Equal(HotStuffRejection.BadTimeoutCertificate, Fault(Forge.TCWith(5, low, low, high, null)));
        Assert.Equal(HotStuffRejection.BadTimeoutCertificate, Fault(Forge.TCWith(5, null, low, high, null)));
        Assert.Equal(HotStuffRejection.BadTimeoutCertificate, Fault(Forge.TCWith(5, high, low, low, null)));
        Assert.Equal(HotStuffRejection.BadTimeoutCertificate, Fault(Forge.TC(2, low, high, null)));
    }

    [Fact]
    public void TIMEOUT_X8_a_claim_without_its_certificate_is_refused_and_a_low_one_is_not()
    {
        var low = Forge.Certify(Forge.First(1));
        Assert.Null(Fault((Timeout)Forge.Timeout(0, 5, low).Statement));
        Assert.Null(Fault((Timeout)Forge.Timeout(0, 5, null).Statement));
        Assert.Equal(HotStuffRejection.BadTimeout, Fault((Timeout)Forge.Timeout(0, 5, low).Bare.Statement));
        Assert.Equal(HotStuffRejection.BadTimeout, Fault((Timeout)Forge.Timeout(0, 1, low).Statement));
        var badTC = Forge.TC(4, low, low);
        Assert.Equal(
            HotStuffRejection.BadTimeoutCertificate, Fault((Timeout)Forge.Timeout(0, 5, low, badTC).Statement));
    }

    [Theory]
    [InlineData(new ulong[] { 3, 3, 0 }, 2, 0, 3)]
    [InlineData(new ulong[] { 3, 0, 0 }, 2, 0, null)]
    [InlineData(new ulong[] { 3, 3, 0 }, 2, 3, null)]
    [InlineData(new ulong[] { 3, 3, 0 }, 4, 0, null)]
    [InlineData(new ulong[] { 3, 9, 0 }, 2, 0, 3)]
    public void Amplification_joins_what_a_weak_quorum_gave_up(
        ulong[] said, int current, int given, int? target) => Assert.Equal(
        target is { } view ? V(view) : (View?)null,
        HotStuffRules.JoinTarget(
            Forge.Configuration.Quorums, [.. said.Select(v => v == 0 ? (ulong?)null : v), null], V(current), V(given)));

    [Theory]
    [InlineData(0, 500)]
    [InlineData(1, 750)]
    [InlineData(2, 1125)]
    [InlineData(1000, 4000)]
    public void Timeouts_grow_by_half_up_to_the_cap(int timeouts, int milliseconds) => Assert.Equal(
        Milliseconds(milliseconds), HotStuffRules.Backoff(Milliseconds(500), timeouts, Milliseconds(4000)));

    [Theory]
    [InlineData(HotStuffMode.Chained, 4, 1, 1, false, true)]
    [InlineData(HotStuffMode.Chained, 4, 1, 1, true, false)]
    [InlineData(HotStuffMode.Chained, 4, 1, 4, false, false)]
    [InlineData(HotStuffMode.Chained, 7, 1, 1, false, false)]
    [InlineData(HotStuffMode.TwoChain, 4, 1, 1, false, false)]
    [InlineData(HotStuffMode.Basic, 4, 1, 1, false, false)]
    public void X2_round_robin_and_a_crash_may_stop_chains_of_three_for_ever(
        HotStuffMode mode, int n, int f, int tenure, bool toAll, bool mayStall) =>
        Assert.Equal(mayStall, HotStuffRules.MayStall(mode, n, f, new Rotation((uint)tenure, toAll)));

    [Theory]
    [InlineData(5, 1, 4)]
    [InlineData(6, 1, 4)]
    public void C9_quorums_of_sizes_that_are_not_3f_plus_1(int n, int f, int quorum) =>
        Assert.Equal(quorum, new ByzantineQuorums(n, f).SmallestQuorum);

    private static Node Make(NodeHeader header, QuorumCertificate? justify) =>
        new(default, header, HotStuffForge.Block(2), justify);

    private static (NodeHeader[] Path, Node Last) Path(ulong[] views)
    {
        var path = new List<NodeHeader>();
        Node? last = null;
        foreach (var view in views)
        {
            last = last is null ? Forge.First(view) : Forge.Child(view, last, null);
            path.Add(last.Header);
        }

        return ([.. path], last!);
    }

    private static TimeSpan Milliseconds(int n) => new(n * TimeSpan.TicksPerMillisecond);
}
