using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Dbft;

/// <summary>
/// The primary's proposal, and its preparation. NEO's fields version, previous hash, timestamp, nonce and transaction
/// hashes are the block's: it stands at a height above an executed prefix, has a time and names its bodies.
/// </summary>
/// <remarks>Signed fields: height u64 | view u8 | block 32. Body: these | has block u8 | block if 1.</remarks>
public sealed class PrepareRequest(
    ConfigurationNumber configuration, ReplicaId sender, Height height, View view, Digest digest, Block? block)
    : HeightStatement(configuration, sender, height, view)
{
    public Digest Digest { get; } = digest;

    /// <summary>What the digest names; null in evidence.</summary>
    public Block? Block { get; } = block;

    public override byte Type => DbftMessageType.PrepareRequest;

    public override string Domain => "witan/dbft/prepare-request/v1";

    public override Digest Subject => Digest;

    public override Statement Bare =>
        Block is null ? this : new PrepareRequest(Configuration, Sender, Height, View, Digest, null);

    public override void WriteFields(CanonicalWriter writer)
    {
        base.WriteFields(writer);
        writer.Digest(Digest);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        WriteFields(writer);
        writer.Bool(Block is not null);
        Block?.Write(writer);
    }

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (height, view) = ReadPlace(ref reader);
        var digest = reader.Digest();
        var block = reader.Bool() ? Block.Read(ref reader) : null;
        if (block is not null && (block.Height != height || block.Digest != digest)) reader.Fail();
        return reader.Failed ? null : new PrepareRequest(configuration, sender, height, view, digest, block);
    }
}
