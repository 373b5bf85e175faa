using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.HotStuff;

/// <summary>The rules that safety rests on, pure: no state, no effects.</summary>
public static class HotStuffRules
{
    /// <summary>leader(view) = (v div k) mod n: leaders take turns by place.</summary>
    public static ReplicaId Leader(Configuration configuration, View view, uint tenure) =>
        configuration.Members[(int)(view.Value / tenure % (ulong)configuration.N)].Id;

    /// <summary>The last view of the leader of a view: what a TIMEOUT gives up.</summary>
    public static View TenureEnd(View view, uint tenure) => new((view.Value / tenure * tenure) + tenure - 1);

    /// <summary>The phase whose certificate a node carries as its justify.</summary>
    public static byte JustifyKind(HotStuffMode mode) =>
        mode == HotStuffMode.Basic ? HotStuffMessageType.VotePrepare : HotStuffMessageType.VoteGeneric;

    /// <summary>What the verifier cannot know of a certificate: the number and the phase that are due here.</summary>
    public static bool IsValid(QuorumCertificate qc, ConfigurationNumber number, byte kind) =>
        qc.Configuration == number && qc.Kind == kind;

    /// <summary>
    /// Well-formed: the justify is of the parent, of a lower view and of the right phase, and the height follows from
    /// it; a child of genesis has no justify.
    /// </summary>
    /// <param name="node">With what rides along.</param>
    /// <param name="genesis">Id of the root.</param>
    /// <param name="root">Height of the root.</param>
    /// <param name="number">Of the configuration of the tree.</param>
    /// <param name="mode">Of the cluster.</param>
    /// <returns>Null if it is.</returns>
    public static Rejection? FaultIn(
        Node node, in Digest genesis, Height root, ConfigurationNumber number, HotStuffMode mode)
    {
        var header = node.Header;
        if (node.Configuration != number) return Rejection.UnknownConfiguration;
        if (header.IsEmpty != node.Block is null) return HotStuffRejection.BadNode;
        if (node.Justify is not { } justify)
            return header.Parent == genesis && header.Height == Above(root, header) ? null : HotStuffRejection.BadNode;
        if (!IsValid(justify, number, JustifyKind(mode))) return HotStuffRejection.BadQuorumCertificate;
        var fits = justify.Node == header.Parent && justify.View < header.View
            && header.Height == Above(justify.Height, header);
        return fits ? null : HotStuffRejection.BadNode;
    }

    /// <summary>
    /// A TC whose signatures hold is valid if its entries are exactly a quorum and its certificate is the highest that
    /// they claim, of a lower view.
    /// </summary>
    /// <returns>Null if it is.</returns>
    public static Rejection? FaultIn(TimeoutCertificate tc, Configuration configuration, HotStuffMode mode)
    {
        if (tc.Configuration != configuration.Number) return Rejection.UnknownConfiguration;
        var senders = MemberSet.Empty;
        foreach (var signed in tc.Timeouts)
        {
            var place = configuration.PlaceOf(signed.Statement.Sender);
            if (place < 0) return HotStuffRejection.BadTimeoutCertificate;
            senders = senders.With(place);
        }

        if (configuration.Quorums.MinimalQuorum(senders) is not { } quorum || quorum.Count != tc.Timeouts.Count)
            return HotStuffRejection.BadTimeoutCertificate;
        return IsClaim(tc.HighQC, tc.HighestClaim, tc.View, configuration.Number, mode)
            ? null : HotStuffRejection.BadTimeoutCertificate;
    }

    /// <summary>A TIMEOUT shows the certificate that it claims, and its TC is valid.</summary>
    /// <returns>Null if it does.</returns>
    public static Rejection? FaultIn(Timeout timeout, Configuration configuration, HotStuffMode mode)
    {
        if (timeout.Configuration != configuration.Number) return Rejection.UnknownConfiguration;
        if (!IsClaim(timeout.HighQC, timeout.HighQCView, timeout.View, configuration.Number, mode))
            return HotStuffRejection.BadTimeout;
        return timeout.TC is { } tc ? FaultIn(tc, configuration, mode) : null;
    }

    /// <summary>
    /// A view may be entered, and proposed in, with a certificate or a TC of the view before; never by a clock alone.
    /// </summary>
    /// <param name="view">The view.</param>
    /// <param name="justify">View of a certificate.</param>
    /// <param name="timeout">View of a TC; null without one.</param>
    public static bool IsJustified(View view, View justify, View? timeout) =>
        justify.Next == view || timeout?.Next == view;

    /// <summary>
    /// safeNode in the short form: with one certificate per view, and views that grow along parents, a node whose
    /// justify is as high as the lock either extends the locked node or is justified above it.
    /// </summary>
    public static bool SafeNode(View justify, View locked) => justify >= locked;

    /// <summary>safeNode as the paper has it: the safety rule, or else the liveness rule.</summary>
    public static bool SafeNode(bool extendsLocked, View justify, View locked) => extendsLocked || justify > locked;

    /// <summary>
    /// The vote rule of two chains: the node follows its justify at once, or a TC of the view before shows that nobody
    /// in a quorum held a higher certificate.
    /// </summary>
    /// <param name="view">Of the node.</param>
    /// <param name="justify">Of its certificate.</param>
    /// <param name="timeout">View of its TC; null without one.</param>
    /// <param name="highestClaim">Of the entries of the TC.</param>
    public static bool FollowsOrTimedOut(View view, View justify, View? timeout, View highestClaim) =>
        justify.Next == view || (timeout?.Next == view && justify >= highestClaim);

    /// <summary>Whether the views follow each other: three for a commit in chains of three, two in others.</summary>
    public static bool AreConsecutive(ReadOnlySpan<View> views)
    {
        for (var i = 1; i < views.Length; i++)
        {
            if (views[i - 1].Next != views[i]) return false;
        }

        return true;
    }

    /// <summary>Nodes in a row that commit the lowest of them, once the last is certified.</summary>
    public static int ChainLength(HotStuffMode mode) => mode switch
    {
        HotStuffMode.Basic => 1,
        HotStuffMode.Chained => 3,
        _ => 2,
    };

    /// <summary>The phase of the certificate that decides.</summary>
    public static byte DecidingKind(HotStuffMode mode) =>
        mode == HotStuffMode.Basic ? HotStuffMessageType.VoteCommit : HotStuffMessageType.VoteGeneric;

    /// <summary>Whether headers are a branch, each the parent of the next, up to what is certified.</summary>
    public static bool IsPath(IReadOnlyList<NodeHeader> path, QuorumCertificate last)
    {
        if (path.Count == 0 || path[0].IsEmpty) return false;
        for (var i = 0; i < path.Count; i++)
        {
            var id = path[i].Id(last.Configuration);
            if (i == path.Count - 1)
                return id == last.Node && last.View == path[i].View && last.Height == path[i].Height;
            var next = path[i + 1];
            if (next.Parent != id || next.View <= path[i].View || next.Height != Above(path[i].Height, next))
                return false;
        }

        return false;
    }

    /// <summary>
    /// The commit rule for the first of a path: the last ones of it are as many as the mode needs, of consecutive
    /// views, under a certificate of the deciding phase.
    /// </summary>
    public static bool Commits(HotStuffMode mode, IReadOnlyList<NodeHeader> path, QuorumCertificate last)
    {
        var length = ChainLength(mode);
        if (last.Kind != DecidingKind(mode) || path.Count < length) return false;
        var views = new View[length];
        for (var i = 0; i < length; i++) views[i] = path[path.Count - length + i].View;
        return AreConsecutive(views);
    }

    /// <summary>
    /// The join rule: the highest view that a weak quorum of the others gave up, so at least one correct member, if it
    /// is not below the own view and above what this replica gave up itself.
    /// </summary>
    /// <param name="quorums">Of the configuration.</param>
    /// <param name="timeouts">Per place the view; null where none, and at the own place.</param>
    /// <param name="current">The own view.</param>
    /// <param name="given">What this replica gave up.</param>
    public static View? JoinTarget(QuorumSystem quorums, ReadOnlySpan<ulong?> timeouts, View current, View given) =>
        quorums.HighestOfWeakQuorum(timeouts) is { } target && target >= current.Value && target > given.Value
            ? new View(target) : null;

    /// <summary>T(k) = min(first * 1.5^k, cap).</summary>
    public static TimeSpan Backoff(TimeSpan first, int timeouts, TimeSpan cap)
    {
        var ticks = first.Ticks;
        for (var i = 0; i < timeouts && ticks < cap.Ticks; i++) ticks += ticks / 2;
        return new TimeSpan(Math.Min(ticks, cap.Ticks));
    }

    /// <summary>
    /// Whether one crash can stop decisions for ever: after a chain of consecutive correct leaders somebody must
    /// collect the votes for its last node, and with votes to one leader that is one more in the row.
    /// </summary>
    /// <param name="mode">Of the cluster.</param>
    /// <param name="n">Members.</param>
    /// <param name="f">How many may be down.</param>
    /// <param name="rotation">Who leads and who collects.</param>
    public static bool MayStall(HotStuffMode mode, int n, int f, Rotation rotation)
    {
        if (mode == HotStuffMode.Basic || f == 0) return false;
        var views = ChainLength(mode) + (rotation.VotesToAll ? 0 : 1);
        var leaders = ((views - 1) / (int)rotation.Tenure) + 1;
        // The run of correct leaders that is sure: the f that are down stand evenly apart.
        return (n - 1) / f < leaders;
    }

    /// <summary>
    /// Whether a refused proposal speaks against its leader. A clock that is ahead, or a table here that is full, does
    /// not.
    /// </summary>
    public static bool IsLeadersFault(Rejection refusal) =>
        refusal == Rejection.InvalidBlock || refusal == Rejection.UnknownClient || refusal == Rejection.InvalidRequest;

    private static bool IsClaim(
        QuorumCertificate? qc, View claim, View below, ConfigurationNumber number, HotStuffMode mode)
    {
        if (qc is null) return claim == default;
        // In the basic mode a view may be given up in which a node was prepared.
        var isLower = claim < below || (mode == HotStuffMode.Basic && claim == below);
        return qc.View == claim && isLower && IsValid(qc, number, JustifyKind(mode));
    }

    private static Height Above(Height parent, NodeHeader header) => header.IsEmpty ? parent : parent.Next;
}
