using Witan.Core.Certificates;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// "After your nonce I had executed up to here": signed with the nonce, with the replica's own state vote inside, which
/// counts towards the certificate of that height.
/// </summary>
public sealed class ConfirmAnswer(
    ConfigurationNumber configuration, ReplicaId sender, Digest nonce, SignedStatement vote)
    : Statement(configuration, sender)
{
    public Digest Nonce { get; } = nonce;

    /// <summary>The sender's <see cref="StateVote"/> for the highest height that it executed.</summary>
    public SignedStatement Vote { get; } = vote;

    public StateCommitment Commitment => ((StateVote)Vote.Statement).Commitment;

    public override byte Type => MessageType.ConfirmAnswer;

    public override string Domain => "witan/core/confirm-answer/v1";

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.Digest(Nonce);
        writer.Digest(Commitment.Digest);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Digest(Nonce);
        writer.Raw(Vote.Encoded.Span);
    }

    public override void VisitNested(INestedVisitor visitor) => Vote.Visit(visitor);

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var nonce = reader.Digest();
        var vote = Reply.ReadVote(ref reader);
        if (vote is not null && vote.Statement.Sender != sender) reader.Fail();
        return reader.Failed || vote is null ? null : new ConfirmAnswer(configuration, sender, nonce, vote);
    }
}
