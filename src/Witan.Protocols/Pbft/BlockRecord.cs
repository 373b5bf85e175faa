using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Pbft;

/// <summary>
/// A block that this replica is about to vote for. Its bodies are durable by the shared rooms; without this list of
/// references nobody could put them together again after all replicas restarted.
/// </summary>
public sealed class BlockRecord(Block block) : Record
{
    public Block Block { get; } = block;

    public override byte Kind => PbftRecordKind.Block;

    public override Height? NeededUntil => Block.Height;

    public override void Write(CanonicalWriter writer) => Block.Write(writer);

    public static BlockRecord? Read(ref CanonicalReader reader)
    {
        var block = Block.Read(ref reader);
        return block is null ? null : new BlockRecord(block);
    }
}
