using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// M of a PROPOSE: a quorum's NEWLEADERs of its view as signed claims, and one certificate, that of the highest claim.
/// Empty where nothing precedes the view in the instance.
/// </summary>
/// <remarks>
/// Layout: count u32, each sender u32 | prepared view u64 | digest 32 | signature, senders ascending | has certificate
/// u8 | prepared certificate if 1. Configuration, instance and view of each are those of the PROPOSE.
/// </remarks>
/// <param name="claims">Bare NEWLEADERs, senders strictly ascending.</param>
/// <param name="highest">Of the highest claim; null if nobody claims anything.</param>
public sealed class Justification(IReadOnlyList<SignedStatement> claims, PreparedCertificate? highest)
{
    private const int ClaimBytes = 4 + 8 + Primitives.Digest.Size + Signature.Size;

    /// <summary>Nothing precedes.</summary>
    public static Justification Empty { get; } = new([], null);

    public IReadOnlyList<SignedStatement> Claims { get; } = claims;

    public PreparedCertificate? Highest { get; } = highest;

    public bool IsEmpty => Claims.Count == 0;

    /// <summary>The highest pv that is claimed; 0 if none.</summary>
    public View HighestClaim =>
        Claims.Count == 0 ? default : new View(Claims.Max(c => ((NewLeader)c.Statement).PreparedView.Value));

    /// <summary>D(M).</summary>
    public Digest Digest
    {
        get
        {
            var writer = new CanonicalWriter(256);
            Write(writer);
            return Sha256.Hash(writer.Written);
        }
    }

    public void Write(CanonicalWriter writer)
    {
        writer.Count(Claims.Count);
        foreach (var claim in Claims)
        {
            var said = (NewLeader)claim.Statement;
            writer.Replica(said.Sender);
            writer.View(said.PreparedView);
            writer.Digest(said.Digest);
            writer.Signature(claim.Signature);
        }

        writer.Bool(Highest is not null);
        Highest?.Write(writer);
    }

    public void Visit(INestedVisitor visitor)
    {
        foreach (var claim in Claims) visitor.Statement(claim);
        Highest?.Visit(visitor);
    }

    public static Justification? Read(
        ConfigurationNumber configuration, ulong instance, View view, ref CanonicalReader reader)
    {
        var claims = new SignedStatement[reader.Count(Limits.MaxMembers, ClaimBytes)];
        for (var i = 0; i < claims.Length; i++)
        {
            var sender = reader.Replica();
            var (preparedView, digest) = NewLeader.ReadClaim(ref reader);
            claims[i] = new SignedStatement(
                new NewLeader(configuration, sender, instance, view, preparedView, digest, null, null),
                reader.Signature());
            if (i > 0 && sender <= claims[i - 1].Statement.Sender) reader.Fail();
        }

        var highest = reader.Bool() ? PreparedCertificate.Read(ref reader) : null;
        return reader.Failed ? null : new Justification(claims, highest);
    }
}
