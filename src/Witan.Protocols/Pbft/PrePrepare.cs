using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>
/// The leader's proposal for a slot. The block rides along by digest when it is proposed; nested in certificates there
/// is only the header. Body: the signed fields | has block u8 | block if 1.
/// </summary>
public sealed class PrePrepare(
    ConfigurationNumber configuration, ReplicaId sender, View view, Height height, Digest digest, Block? block)
    : SlotStatement(configuration, sender, view, height, digest)
{
    /// <summary>What the digest names; null in a header.</summary>
    public Block? Block { get; } = block;

    public override byte Type => PbftMessageType.PrePrepare;

    public override string Domain => "witan/pbft/pre-prepare/v1";

    /// <summary>A proposal of a block.</summary>
    public static PrePrepare Of(ConfigurationNumber configuration, ReplicaId sender, View view, Block block) =>
        new(configuration, sender, view, block.Height, block.Digest, block);

    /// <summary>The same statement without the block: the same signed text.</summary>
    public PrePrepare Header => Block is null ? this : new PrePrepare(Configuration, Sender, View, Height, Digest,
        null);

    public override Statement Bare => Header;

    public override void WriteBody(CanonicalWriter writer)
    {
        WriteFields(writer);
        writer.Bool(Block is not null);
        Block?.Write(writer);
    }

    public static PrePrepare? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (view, height, digest) = ReadFields(ref reader);
        var block = reader.Bool() ? Block.Read(ref reader) : null;
        if (block is not null && (block.Height != height || block.Digest != digest)) reader.Fail();
        return reader.Failed ? null : new PrePrepare(configuration, sender, view, height, digest, block);
    }

    /// <summary>As nested in certificates and NEW-VIEWs: a block there is refused.</summary>
    public static Statement? ReadHeader(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var statement = Read(configuration, sender, ref reader);
        if (statement?.Block is not null) reader.Fail();
        return reader.Failed ? null : statement;
    }
}
