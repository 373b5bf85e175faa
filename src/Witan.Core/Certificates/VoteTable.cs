using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Certificates;

/// <summary>
/// Counts what members said about one thing (one slot of one view, one height). The first vote of a member counts; a
/// second, different one is handed back as evidence. At most one entry per member, so bounded by n.
/// </summary>
/// <param name="configuration">Whose members count.</param>
public sealed class VoteTable(Configuration configuration)
{
    private readonly SignedStatement?[] _votes = new SignedStatement?[configuration.N];
    private readonly Digest[] _subjects = new Digest[configuration.N];

    /// <summary>Takes a verified vote.</summary>
    /// <param name="vote">What was said; its sender must be a member, which the verifier has checked.</param>
    /// <param name="subject">What it is for: votes with equal subjects add up.</param>
    public VoteOutcome Add(SignedStatement vote, Digest subject)
    {
        var place = configuration.PlaceOf(vote.Statement.Sender);
        if (place < 0) return VoteOutcome.NotAMember;
        if (_votes[place] is not null)
            return _subjects[place] == subject ? VoteOutcome.Duplicate : VoteOutcome.Conflicting;
        _votes[place] = vote;
        _subjects[place] = subject;
        return VoteOutcome.Counted;
    }

    /// <summary>Who voted for this subject.</summary>
    public MemberSet VotersFor(Digest subject)
    {
        var set = MemberSet.Empty;
        for (var place = 0; place < _votes.Length; place++)
        {
            if (_votes[place] is not null && _subjects[place] == subject) set = set.With(place);
        }

        return set;
    }

    /// <summary>Who voted for anything.</summary>
    public MemberSet Voters
    {
        get
        {
            var set = MemberSet.Empty;
            for (var place = 0; place < _votes.Length; place++)
            {
                if (_votes[place] is not null) set = set.With(place);
            }

            return set;
        }
    }

    /// <summary>Who voted for anything else than this subject.</summary>
    public IReadOnlyList<ReplicaId> DissentersFrom(Digest subject)
    {
        List<ReplicaId>? dissenters = null;
        for (var place = 0; place < _votes.Length; place++)
        {
            if (_votes[place] is { } vote && _subjects[place] != subject)
                (dissenters ??= []).Add(vote.Statement.Sender);
        }

        return dissenters ?? (IReadOnlyList<ReplicaId>)[];
    }

    /// <summary>The vote of a member, or null.</summary>
    public SignedStatement? Of(int place) => _votes[place];

    /// <summary>A certificate of exactly <paramref name="signers"/>, who all voted for one subject.</summary>
    public Certificate Certify(MemberSet signers)
    {
        var votes = new List<SignedStatement>(signers.Count);
        for (var place = 0; place < _votes.Length; place++)
        {
            if (signers.Contains(place)) votes.Add(_votes[place]!);
        }

        return Certificate.Build(configuration.Quorums.Mode, votes);
    }

    /// <summary>A certificate of a minimal quorum for the subject, or null while there is none.</summary>
    public Certificate? TryCertify(Digest subject) =>
        configuration.Quorums.MinimalQuorum(VotersFor(subject)) is { } quorum ? Certify(quorum) : null;
}
