using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// The newest state votes of every member, whatever message they came in. Per member at most <see cref="PerMember"/>
/// heights,
/// so that nobody's claims push out another's.
/// </summary>
internal sealed class VoteBook
{
    /// <summary>Heights per member: replies and confirm answers of that many blocks may be on the way.</summary>
    public const int PerMember = 64;

    private readonly Configuration _configuration;
    private readonly LieCounters _lies;
    private readonly SortedList<ulong, SignedStatement>[] _votes;

    public VoteBook(Configuration configuration, LieCounters lies)
    {
        _configuration = configuration;
        _lies = lies;
        _votes = new SortedList<ulong, SignedStatement>[configuration.N];
        for (var place = 0; place < _votes.Length; place++) _votes[place] = [];
    }

    /// <summary>
    /// Takes a verified vote; the first of a member for a height counts, a different second one is evidence.
    /// </summary>
    public void Add(SignedStatement vote)
    {
        var place = _configuration.PlaceOf(vote.Statement.Sender);
        if (place < 0 || vote.Statement.Configuration != _configuration.Number) return;
        var votes = _votes[place];
        var height = CommitmentOf(vote).Height.Value;
        if (votes.TryGetValue(height, out var earlier))
        {
            if (CommitmentOf(earlier) != CommitmentOf(vote))
                _lies.Prove(new Lie(vote.Statement.Sender, LieKind.Equivocation, earlier, vote, null));
            return;
        }

        votes.Add(height, vote);
        if (votes.Count > PerMember) votes.RemoveAt(0);
    }

    /// <summary>A certificate of a minimal quorum for exactly this commitment, or null while there is none.</summary>
    public StateCertificate? TryCertify(StateCommitment commitment)
    {
        var table = new VoteTable(_configuration);
        foreach (var votes in _votes)
        {
            if (votes.TryGetValue(commitment.Height.Value, out var vote))
                table.Add(vote, CommitmentOf(vote).Digest);
        }

        return table.TryCertify(commitment.Digest) is { } certificate ? new StateCertificate(certificate) : null;
    }

    /// <summary>Counts the members whose vote for the certified height differs.</summary>
    public void HoldAgainst(StateCertificate certificate)
    {
        foreach (var votes in _votes)
        {
            if (votes.TryGetValue(certificate.Height.Value, out var vote)) HoldAgainst(certificate, vote);
        }
    }

    /// <summary>The same for one vote for the height of the certificate.</summary>
    public void HoldAgainst(StateCertificate certificate, SignedStatement vote)
    {
        if (CommitmentOf(vote) != certificate.Commitment && vote.Statement.Configuration == _configuration.Number)
            _lies.Prove(new Lie(vote.Statement.Sender, LieKind.ContradictsCertificate, vote, null, certificate));
    }

    private static StateCommitment CommitmentOf(SignedStatement vote) => ((StateVote)vote.Statement).Commitment;
}
