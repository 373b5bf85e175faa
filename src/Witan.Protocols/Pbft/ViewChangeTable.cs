using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Pbft;

/// <summary>
/// The VIEW-CHANGEs heard: per member the one for the highest view, and the one for the own target. Two per member
/// at most.
/// </summary>
internal sealed class ViewChangeTable(Configuration configuration)
{
    private readonly SignedStatement?[] _highest = new SignedStatement?[configuration.N];
    private readonly SignedStatement?[] _forTarget = new SignedStatement?[configuration.N];

    public Configuration Configuration { get; } = configuration;

    /// <summary>The view that is collected for; default while none is.</summary>
    public View Target { get; private set; }

    /// <summary>Whose VIEW-CHANGE for the target is held.</summary>
    public MemberSet Supporters
    {
        get
        {
            var set = MemberSet.Empty;
            for (var place = 0; place < _forTarget.Length; place++)
            {
                if (_forTarget[place] is not null) set = set.With(place);
            }

            return set;
        }
    }

    /// <summary>Who has asked for the target or a later view: all of them have left the views below it.</summary>
    public MemberSet Leavers
    {
        get
        {
            var set = MemberSet.Empty;
            for (var place = 0; place < _highest.Length; place++)
            {
                if (_highest[place] is { } held && TargetOf(held) >= Target) set = set.With(place);
            }

            return set;
        }
    }

    public void Collect(View target)
    {
        Target = target;
        for (var place = 0; place < _highest.Length; place++)
            _forTarget[place] = _highest[place] is { } held && TargetOf(held) == target ? held : null;
    }

    /// <summary>Takes a valid VIEW-CHANGE.</summary>
    /// <param name="signed">What was said.</param>
    /// <param name="cluster">For comparing texts.</param>
    /// <param name="earlier">The same member's statement for the same view, if there is one.</param>
    public VoteOutcome Add(SignedStatement signed, Digest cluster, out SignedStatement? earlier)
    {
        earlier = null;
        var place = Configuration.PlaceOf(signed.Statement.Sender);
        if (place < 0) return VoteOutcome.NotAMember;
        var target = TargetOf(signed);
        earlier = Held(place, target);
        if (earlier is not null)
        {
            var mode = Configuration.Quorums.Mode;
            var same = earlier.Statement.TextDigest(cluster, mode) == signed.Statement.TextDigest(cluster, mode);
            return same ? VoteOutcome.Duplicate : VoteOutcome.Conflicting;
        }

        if (target == Target) _forTarget[place] = signed;
        if (_highest[place] is not { } highest || TargetOf(highest) < target) _highest[place] = signed;
        return VoteOutcome.Counted;
    }

    /// <summary>Whether a VIEW-CHANGE of this member for this view would be kept.</summary>
    public bool Wants(ReplicaId member, View target)
    {
        var place = Configuration.PlaceOf(member);
        return place >= 0 && (target == Target || _highest[place] is not { } held || TargetOf(held) <= target);
    }

    /// <summary>Per place the highest view asked for, for the join rule.</summary>
    public ulong?[] Targets(int exceptPlace)
    {
        var targets = new ulong?[_highest.Length];
        for (var place = 0; place < _highest.Length; place++)
        {
            if (place != exceptPlace && _highest[place] is { } held) targets[place] = TargetOf(held).Value;
        }

        return targets;
    }

    /// <summary>V for a NEW-VIEW: a minimal quorum that holds the own VIEW-CHANGE, by sender; null while there is
    /// none.</summary>
    public IReadOnlyList<SignedStatement>? QuorumWith(int ownPlace)
    {
        if (PbftRules.PreparedBy(Configuration.Quorums, Supporters, ownPlace) is not { } others) return null;
        if (_forTarget[ownPlace] is null) return null;
        var quorum = others.With(ownPlace);
        var set = new List<SignedStatement>(quorum.Count);
        for (var place = 0; place < _forTarget.Length; place++)
        {
            if (quorum.Contains(place)) set.Add(_forTarget[place]!);
        }

        return set;
    }

    private SignedStatement? Held(int place, View target)
    {
        if (_forTarget[place] is { } wanted && TargetOf(wanted) == target) return wanted;
        return _highest[place] is { } highest && TargetOf(highest) == target ? highest : null;
    }

    private static View TargetOf(SignedStatement signed) => ((ViewChange)signed.Statement).Target;
}
