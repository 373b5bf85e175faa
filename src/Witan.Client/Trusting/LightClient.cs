using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>
/// Follows the chain by certificates alone. It never goes back below the highest height that it accepted, and stops
/// for good
/// when two certificates of one height differ.
/// </summary>
internal sealed class LightClient(Trust trust, LieCounters lies)
{
    // Votes of the configuration before still arrive when the next one is known.
    private const int KeptBooks = 2;

    /// <summary>Certified commitments that are kept to hold later ones against.</summary>
    public const int Kept = 128;

    private readonly SortedList<ulong, StateCertificate> _certified = [];
    private readonly SortedList<ConfigurationNumber, VoteBook> _books = [];

    /// <summary>The highest certified height; genesis needs no certificate.</summary>
    public Height Highest => _certified.Count == 0 ? Height.Genesis : _certified.Values[^1].Height;

    /// <summary>Two certificates that contradict each other, once there are.</summary>
    public (StateCertificate First, StateCertificate Second)? Fork { get; private set; }

    /// <summary>Takes a member's verified vote and holds it against what is certified.</summary>
    public void Take(SignedStatement vote)
    {
        if (BookOf(vote.Statement.Configuration) is not { } votes) return;
        votes.Add(vote);
        var commitment = ((StateVote)vote.Statement).Commitment;
        if (_certified.TryGetValue(commitment.Height.Value, out var known)) votes.HoldAgainst(known, vote);
    }

    /// <summary>The known certificate for exactly this commitment, or one that the votes at hand form.</summary>
    public StateCertificate? CertificateOf(StateCommitment commitment)
    {
        if (Fork is not null) return null;
        _certified.TryGetValue(commitment.Height.Value, out var known);
        if (known?.Commitment == commitment) return known;
        var formed = BookOf(commitment.Configuration)?.TryCertify(commitment);
        return formed is not null && Accept(formed) ? formed : null;
    }

    /// <summary>Takes a certificate whose signatures were verified.</summary>
    /// <returns>False for another cluster or configuration, and for a contradiction.</returns>
    public bool Accept(StateCertificate certificate)
    {
        var commitment = certificate.Commitment;
        if (Fork is not null || commitment.Cluster != trust.Cluster) return false;
        if (commitment.Configuration != trust.Configurations.At(commitment.Height).Number) return false;
        if (_certified.TryGetValue(commitment.Height.Value, out var known))
        {
            if (known.Commitment == commitment) return true;
            Fork = (known, certificate);
            return false;
        }

        _certified.Add(commitment.Height.Value, certificate);
        if (_certified.Count > Kept) _certified.RemoveAt(0);
        BookOf(commitment.Configuration)?.HoldAgainst(certificate);
        return true;
    }

    private VoteBook? BookOf(ConfigurationNumber number)
    {
        if (_books.TryGetValue(number, out var book)) return book;
        if (trust.Configurations.ByNumber(number) is not { } configuration) return null;
        if (_books.Count == KeptBooks)
        {
            if (number < _books.GetKeyAtIndex(0)) return null;
            _books.RemoveAt(0);
        }

        _books.Add(number, book = new VoteBook(configuration, lies));
        return book;
    }
}
