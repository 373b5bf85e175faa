using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>QC of the paper: a quorum's votes of one phase for one node.</summary>
/// <remarks>Layout: kind u8, the message type of the votes | certificate over the vote.</remarks>
public sealed class QuorumCertificate(Certificate certificate)
{
    public Certificate Certificate { get; } = certificate;

    private Vote Vote => (Vote)Certificate.Statement;

    /// <summary>The message type of the votes: which phase.</summary>
    public byte Kind => Vote.Type;

    public View View => Vote.View;

    /// <summary>Id of the node.</summary>
    public Digest Node => Vote.Node;

    /// <summary>Height of the node.</summary>
    public Height Height => Vote.Height;

    public ConfigurationNumber Configuration => Vote.Configuration;

    /// <summary>Who voted, and so holds the node, its block and all before.</summary>
    public IReadOnlyList<ReplicaId> Signers => Certificate.Signers;

    public void Write(CanonicalWriter writer)
    {
        writer.U8(Kind);
        Certificate.Write(writer);
    }

    public void Visit(INestedVisitor visitor) => visitor.Certificate(Certificate);

    public static QuorumCertificate? Read(ref CanonicalReader reader)
    {
        StatementReader? readVote = reader.U8() switch
        {
            HotStuffMessageType.VoteGeneric => VoteGeneric.Read,
            HotStuffMessageType.VotePrepare => VotePrepare.Read,
            HotStuffMessageType.VotePreCommit => VotePreCommit.Read,
            HotStuffMessageType.VoteCommit => VoteCommit.Read,
            _ => null,
        };
        if (readVote is null)
        {
            reader.Fail();
            return null;
        }

        var certificate = Certificate.Read(ref reader, readVote);
        return certificate is null ? null : new QuorumCertificate(certificate);
    }
}
