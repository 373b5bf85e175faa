using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// A quorum's votes for a node, and the node's header: what they voted for shows its place without the tree. At least
/// one correct member voted, so all before the node is notarized too, and somebody holds it.
/// </summary>
/// <remarks>Layout: header | certificate over the vote.</remarks>
public sealed class Notarization
{
    /// <param name="header">Its id is the one in the votes.</param>
    /// <param name="certificate">Over the vote.</param>
    public Notarization(NodeHeader header, Certificate certificate)
    {
        Header = header;
        Certificate = certificate;
    }

    public NodeHeader Header { get; }

    public Certificate Certificate { get; }

    private Vote Vote => (Vote)Certificate.Statement;

    /// <summary>Id of the node.</summary>
    public Digest Node => Vote.Node;

    public Epoch Epoch => Header.Epoch;

    public ulong Length => Header.Length;

    public Height Height => Header.Height;

    public ConfigurationNumber Configuration => Vote.Configuration;

    /// <summary>Who voted, and so holds the node, its block and all before.</summary>
    public IReadOnlyList<ReplicaId> Signers => Certificate.Signers;

    public void Write(CanonicalWriter writer)
    {
        Header.Write(writer);
        Certificate.Write(writer);
    }

    public void Visit(INestedVisitor visitor) => visitor.Certificate(Certificate);

    /// <summary>Null, and the reader failed, unless the votes are for this header.</summary>
    public static Notarization? Read(ref CanonicalReader reader)
    {
        var header = NodeHeader.Read(ref reader);
        if (Certificate.Read(ref reader, Vote.Read) is not { Statement: Vote vote } certificate) return null;
        if (vote.Epoch == header.Epoch && vote.Node == header.Id(vote.Configuration))
            return new Notarization(header, certificate);
        reader.Fail();
        return null;
    }
}
