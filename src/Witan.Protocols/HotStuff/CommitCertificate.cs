using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// Shows that a block is decided: the headers from its node up to one that commits, and the certificate of the last.
/// </summary>
/// <remarks>
/// Layout: count u32, headers, each the parent of the next | certificate of the last. What the last ones must be is the
/// commit rule of the mode: <see cref="HotStuffRules.Commits"/>.
/// </remarks>
public sealed class CommitCertificate(IReadOnlyList<NodeHeader> path, QuorumCertificate last) : OrderingCertificate
{
    /// <summary>
    /// Certified nodes between a block and what commits it: hours in which some views succeed and no few in a row do.
    /// 1.3 MB, which a frame and a record hold.
    /// </summary>
    public const int MaxPath = 16_384;

    public IReadOnlyList<NodeHeader> Path { get; } = path;

    /// <summary>Of the last node of the path.</summary>
    public QuorumCertificate Last { get; } = last;

    public override Height Height => Path[0].Height;

    public override ConfigurationNumber Configuration => Last.Configuration;

    public override Digest Block => Path[0].Block;

    public override void Write(CanonicalWriter writer)
    {
        writer.Count(Path.Count);
        foreach (var header in Path) header.Write(writer);
        Last.Write(writer);
    }

    public override void Visit(INestedVisitor visitor) => Last.Visit(visitor);

    /// <summary>Null, and the reader failed, unless it shows a decision in this mode.</summary>
    public static CommitCertificate? Read(HotStuffMode mode, ref CanonicalReader reader)
    {
        var path = new NodeHeader[reader.Count(MaxPath, NodeHeader.Size)];
        for (var i = 0; i < path.Length; i++) path[i] = NodeHeader.Read(ref reader);
        var last = QuorumCertificate.Read(ref reader);
        var isDecision = last is not null
            && HotStuffRules.IsPath(path, last) && HotStuffRules.Commits(mode, path, last);
        if (!isDecision) reader.Fail();
        return reader.Failed ? null : new CommitCertificate(path, last!);
    }
}
