using System.Buffers.Binary;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Blocks;

/// <summary>
/// Header v1 (height, proposed time) and references (RULES 2). No view, proposer or predecessor, so a re-proposal in a
/// later view keeps its digest. The block without references and with time 0 is the null block of its height.
/// </summary>
public sealed class Block
{
    // Height, time, number of references.
    private const int HeadSize = sizeof(ulong) + sizeof(long) + sizeof(uint);

    private readonly Reference[] _references;
    private Digest? _digest;

    public Block(Height height, BlockTime time, IEnumerable<Reference> references)
    {
        Height = height;
        Time = time;
        _references = [.. references];
    }

    public Height Height { get; }

    /// <summary>As proposed; execution takes the later of this and the predecessor's effective time.</summary>
    public BlockTime Time { get; }

    /// <summary>At most <see cref="Limits.MaxBlockReferences"/>, in the order of execution.</summary>
    public IReadOnlyList<Reference> References => _references;

    /// <summary>SHA-256 of the canonical bytes.</summary>
    public Digest Digest => _digest ??= ComputeDigest();

    public bool IsNull => Time.Microseconds == 0 && _references.Length == 0;

    public static Block Null(Height height) => new(height, default, []);

    /// <summary>What <see cref="Null"/> has, without making it: every vote is compared with it.</summary>
    public static Digest NullDigest(Height height)
    {
        Span<byte> bytes = stackalloc byte[HeadSize];
        bytes.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, height.Value);
        return Sha256.Hash(bytes);
    }

    public void Write(CanonicalWriter writer)
    {
        writer.Height(Height);
        writer.Time(Time);
        writer.Count(_references.Length);
        foreach (var reference in _references) reference.Write(writer);
    }

    /// <summary>Null, and the reader failed, if it is not one canonical block.</summary>
    public static Block? Read(ref CanonicalReader reader)
    {
        var height = reader.Height();
        var time = reader.Time();
        var references = new Reference[reader.Count(Limits.MaxBlockReferences, Reference.Size)];
        for (var i = 0; i < references.Length; i++) references[i] = Reference.Read(ref reader);
        if (height == Height.Genesis || time.Microseconds < 0) reader.Fail();
        return reader.Failed ? null : new Block(height, time, references);
    }

    private Digest ComputeDigest()
    {
        var writer = new CanonicalWriter(HeadSize + (_references.Length * Reference.Size));
        Write(writer);
        return Sha256.Hash(writer.Written);
    }
}
