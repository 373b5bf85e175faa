using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Asks a peer for blocks and bodies by digest.</summary>
/// <param name="blocks">Digests of blocks, at most <see cref="MaxDigests"/>.</param>
/// <param name="contents">Digests of bodies, at most <see cref="MaxDigests"/>.</param>
public sealed class FetchBodies(IReadOnlyList<Digest> blocks, IReadOnlyList<Digest> contents) : Message
{
    /// <summary>Digests of each kind: all references of a block.</summary>
    public const int MaxDigests = Limits.MaxBlockReferences;

    public IReadOnlyList<Digest> Blocks { get; } = blocks;

    public IReadOnlyList<Digest> Contents { get; } = contents;

    public override byte Type => MessageType.FetchBodies;

    public override void WriteBody(CanonicalWriter writer)
    {
        WriteList(writer, Blocks);
        WriteList(writer, Contents);
    }

    public static FetchBodies? Read(ref CanonicalReader reader)
    {
        var blocks = ReadList(ref reader);
        var contents = ReadList(ref reader);
        return reader.Failed ? null : new FetchBodies(blocks, contents);
    }

    private static void WriteList(CanonicalWriter writer, IReadOnlyList<Digest> digests)
    {
        writer.Count(digests.Count);
        foreach (var digest in digests) writer.Digest(digest);
    }

    private static Digest[] ReadList(ref CanonicalReader reader)
    {
        var digests = new Digest[reader.Count(MaxDigests, Digest.Size)];
        for (var i = 0; i < digests.Length; i++) digests[i] = reader.Digest();
        return digests;
    }
}
