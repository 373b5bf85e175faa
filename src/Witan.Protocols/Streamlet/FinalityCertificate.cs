using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// Shows that a block is final: the headers from its node up to the last of three of consecutive epochs, and the
/// notarization of that one. Who voted for the last had seen the other two notarized, and all before, so one
/// notarization stands for all.
/// </summary>
/// <remarks>
/// Layout: has first u8 | header if 1 | count u32, headers, each the parent of the next | certificate over the vote for
/// the last. The first of the three stands alone in front where the block is in the second: only there.
/// </remarks>
public sealed class FinalityCertificate : OrderingCertificate
{
    /// <summary>
    /// Notarized nodes between a block and what makes it final: hours in which some epochs succeed and no three in a
    /// row do. 1.4 MB, which a frame and a record hold.
    /// </summary>
    public const int MaxPath = 16_384;

    /// <param name="first">The first of the three if the node of the block is the second; else null.</param>
    /// <param name="path">From the node of the block to the last of the three.</param>
    /// <param name="votes">A quorum's votes for the last.</param>
    public FinalityCertificate(NodeHeader? first, IReadOnlyList<NodeHeader> path, Certificate votes)
    {
        First = first;
        Path = path;
        Votes = votes;
    }

    public NodeHeader? First { get; }

    public IReadOnlyList<NodeHeader> Path { get; }

    public Certificate Votes { get; }

    /// <summary>Of the last node of the path.</summary>
    public Notarization Last => new(Path[^1], Votes);

    public override Height Height => Path[0].Height;

    public override ConfigurationNumber Configuration => Votes.Statement.Configuration;

    public override Digest Block => Path[0].Block;

    public override void Write(CanonicalWriter writer)
    {
        writer.Bool(First is not null);
        First?.Write(writer);
        writer.Count(Path.Count);
        foreach (var header in Path) header.Write(writer);
        Votes.Write(writer);
    }

    public override void Visit(INestedVisitor visitor) => visitor.Certificate(Votes);

    /// <summary>Null, and the reader failed, unless it shows that its block is final.</summary>
    public static FinalityCertificate? Read(ref CanonicalReader reader)
    {
        var first = reader.Bool() ? NodeHeader.Read(ref reader) : null;
        var path = new NodeHeader[reader.Count(MaxPath, NodeHeader.Size)];
        for (var i = 0; i < path.Length; i++) path[i] = NodeHeader.Read(ref reader);
        var votes = Certificate.Read(ref reader, Vote.Read);
        var isFinal = votes?.Statement is Vote vote && StreamletRules.ShowsFinality(first, path, vote);
        if (!isFinal) reader.Fail();
        return reader.Failed ? null : new FinalityCertificate(first, path, votes!);
    }
}
