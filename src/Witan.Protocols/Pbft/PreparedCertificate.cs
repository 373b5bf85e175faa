using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>
/// "prepared(m, v, n)" of the paper as a proof: the leader's signed PRE-PREPARE header and PREPAREs of others for the
/// same (v, n, d); leader and others together are a quorum. Whoever holds one may send COMMIT.
/// </summary>
/// <remarks>Layout: PRE-PREPARE header, signed | has prepares u8 | certificate over PREPARE if 1.</remarks>
public sealed class PreparedCertificate
{
    /// <summary>The fewest bytes on the wire.</summary>
    public const int MinimumBytes = SignedStatement.MinimumBytes - 1 + 48 + 2;

    /// <param name="proposal">Signed PRE-PREPARE; kept as header.</param>
    /// <param name="prepares">Null only where the leader alone is a quorum.</param>
    public PreparedCertificate(SignedStatement proposal, Certificate? prepares)
    {
        Proposal = (PrePrepare)proposal.Statement is { Block: null }
            ? proposal
            : new SignedStatement(((PrePrepare)proposal.Statement).Header, proposal.Signature);
        Prepares = prepares;
    }

    /// <summary>A header, signed by the leader of the view.</summary>
    public SignedStatement Proposal { get; }

    public PrePrepare PrePrepare => (PrePrepare)Proposal.Statement;

    /// <summary>Over PREPARE, from members other than the leader; null only where the leader alone is a
    /// quorum.</summary>
    public Certificate? Prepares { get; }

    public View View => PrePrepare.View;

    public Height Height => PrePrepare.Height;

    public Digest Digest => PrePrepare.Digest;

    /// <summary>Who said so, and so holds the block: the leader and those who prepared.</summary>
    public IReadOnlyList<ReplicaId> Holders =>
        Prepares is null ? [PrePrepare.Sender] : [PrePrepare.Sender, .. Prepares.Signers];

    public void Write(CanonicalWriter writer)
    {
        Proposal.WriteBody(writer);
        writer.Bool(Prepares is not null);
        Prepares?.Write(writer);
    }

    public static PreparedCertificate? Read(ref CanonicalReader reader)
    {
        var proposal = Nested.Read(ref reader, PrePrepare.ReadHeader);
        var prepares = reader.Bool() ? Certificate.Read(ref reader, Prepare.Read) : null;
        if (reader.Failed || proposal is null) return null;
        if (prepares is not null && !IsAbout((PrePrepare)proposal.Statement, prepares.Statement)) reader.Fail();
        return reader.Failed ? null : new PreparedCertificate(proposal, prepares);
    }

    public void Visit(INestedVisitor visitor)
    {
        visitor.Statement(Proposal);
        if (Prepares is not null) visitor.Certificate(Prepares, PrePrepare.Sender);
    }

    private static bool IsAbout(PrePrepare proposal, Statement said) =>
        said is Prepare prepare && prepare.Configuration == proposal.Configuration && prepare.View == proposal.View
        && prepare.Height == proposal.Height && prepare.Digest == proposal.Digest;
}
