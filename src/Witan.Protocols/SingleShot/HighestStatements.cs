using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// The statement of the highest view of each member, of one type and instance: n at most, however many views go by.
/// </summary>
internal sealed class HighestStatements(Configuration configuration, Digest cluster)
{
    private readonly SignedStatement?[] _highest = new SignedStatement?[configuration.N];

    /// <summary>Who said anything.</summary>
    public MemberSet Senders { get; private set; }

    public int Count => Senders.Count;

    /// <summary>Takes a verified statement.</summary>
    /// <param name="signed">An <see cref="InstanceStatement"/>.</param>
    /// <param name="contradicted">What its sender said before where one text was promised; else null.</param>
    /// <returns>Null if it is the highest of its sender now.</returns>
    public Rejection? Add(SignedStatement signed, out SignedStatement? contradicted)
    {
        contradicted = null;
        var place = configuration.PlaceOf(signed.Statement.Sender);
        if (place < 0) return Rejection.NotAMember;
        if (_highest[place] is { } known)
        {
            var (before, now) = ((InstanceStatement)known.Statement, (InstanceStatement)signed.Statement);
            if (now.View < before.View) return Rejection.Stale;
            if (now.View == before.View)
            {
                if (before.TextDigest(cluster, 0) == now.TextDigest(cluster, 0)) return Rejection.Duplicate;
                contradicted = known;
                return Rejection.Conflicting;
            }
        }

        _highest[place] = signed;
        Senders = Senders.With(place);
        return null;
    }

    public SignedStatement? Of(ReplicaId member) =>
        configuration.PlaceOf(member) is var place and >= 0 ? _highest[place] : null;

    /// <summary>In the order of places.</summary>
    public IEnumerable<SignedStatement> All => _highest.OfType<SignedStatement>();

    /// <summary>Those of one view that are of exactly a quorum; null while there is none.</summary>
    public IReadOnlyList<SignedStatement>? QuorumOf(View view)
    {
        var members = MemberSet.Empty;
        for (var place = 0; place < _highest.Length; place++)
        {
            if (_highest[place]?.Statement is InstanceStatement said && said.View == view)
                members = members.With(place);
        }

        if (configuration.Quorums.MinimalQuorum(members) is not { } quorum) return null;
        return [.. Enumerable.Range(0, _highest.Length).Where(quorum.Contains).Select(place => _highest[place]!)];
    }

    /// <summary>A certificate of a minimal quorum for this value in this view; null while there is none.</summary>
    public Certificate? TryCertify(View view, Digest digest)
    {
        if (Count < configuration.Quorums.SmallestQuorum) return null;
        var votes = new VoteTable(configuration);
        foreach (var signed in All)
        {
            if (signed.Statement is InstanceStatement said && said.View == view && said.Digest == digest)
                votes.Add(signed, digest);
        }

        return votes.TryCertify(digest);
    }
}
