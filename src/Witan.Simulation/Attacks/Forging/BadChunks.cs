using Witan.Core.Messages;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>Answers to a peer that fetches a piece of a map.</summary>
internal static class BadChunks
{
    /// <summary>As an honest server would make it.</summary>
    public static RangeChunk Honest(AuthenticatedMap map, FetchRange fetch) =>
        Piece(map, fetch.Height, fetch.Map, fetch.From, RangeChunk.TargetBytes);

    /// <summary>One entry is another, or one is there that is not, and the proof fits it.</summary>
    public static RangeChunk Changed(AuthenticatedMap map, RangeChunk chunk)
    {
        var range = new KeyRange(chunk.From.ToArray(), chunk.To?.ToArray());
        var (key, value) = (KeyRange.Successor(range.From), Array.Empty<byte>());
        foreach (var entry in map.Range(range)) (key, value) = (entry.Key, entry.Value);
        var proof = RangeProof.Build(map.Put(key, [.. value, 1]), range);
        return new RangeChunk { Height = chunk.Height, Map = chunk.Map, From = chunk.From, To = chunk.To,
            Proof = proof };
    }

    /// <summary>
    /// One entry only, and never the end: behind the last entry an empty piece that is to be followed.
    /// </summary>
    public static RangeChunk Endless(AuthenticatedMap map, RangeChunk chunk)
    {
        var piece = Piece(map, chunk.Height, chunk.Map, chunk.From, 1);
        if (piece.To is not null) return piece;
        var last = chunk.From.ToArray();
        foreach (var entry in map.Range(new KeyRange(last, null))) last = entry.Key;
        var to = KeyRange.Successor(last);
        return new RangeChunk
        {
            Height = chunk.Height, Map = chunk.Map, From = chunk.From, To = to,
            Proof = RangeProof.Build(map, new KeyRange(chunk.From.ToArray(), to)),
        };
    }

    /// <summary>A proof that is as long as one may be, by its length alone.</summary>
    public static RawMessage Huge(RangeChunk chunk)
    {
        var writer = new CanonicalWriter(256);
        writer.U8(chunk.Type);
        writer.Height(chunk.Height);
        writer.Text(chunk.Map);
        writer.Bytes(chunk.From.Span);
        writer.Bool(false);
        writer.Count(Limits.MaxFrameBytes - (64 * 1024));
        writer.Raw(chunk.Proof.Span);
        return new RawMessage(writer.ToArray());
    }

    /// <summary>A proof whose own lengths and tags claim all that they can.</summary>
    public static RangeChunk HugeInside(RangeChunk chunk)
    {
        var proof = chunk.Proof.ToArray();
        proof.AsSpan(proof.Length / 2).Fill(0xff);
        return new RangeChunk { Height = chunk.Height, Map = chunk.Map, From = chunk.From, To = chunk.To,
            Proof = proof };
    }

    private static RangeChunk Piece(
        AuthenticatedMap map, Height height, string name, ReadOnlyMemory<byte> from, long bytes)
    {
        var proof = RangeProof.BuildPiece(map, new KeyRange(from.ToArray(), null), bytes, out var proved);
        ReadOnlyMemory<byte>? to = default;
        if (proved.To is not null) to = proved.To;
        return new RangeChunk { Height = height, Map = name, From = from, To = to, Proof = proof };
    }
}
