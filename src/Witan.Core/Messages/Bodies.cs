using Witan.Core.Blocks;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Blocks and bodies that a peer asked for. What was not asked for is dropped by the receiver.</summary>
public sealed class Bodies(IReadOnlyList<Block> blocks, IReadOnlyList<IBody> contents) : Message
{
    /// <summary>Bytes that a server puts into one answer; the asker asks again for the rest.</summary>
    public const int TargetBytes = 2 * 1024 * 1024;

    public IReadOnlyList<Block> Blocks { get; } = blocks;

    public IReadOnlyList<IBody> Contents { get; } = contents;

    public override byte Type => MessageType.Bodies;

    public override void Visit(INestedVisitor visitor)
    {
        foreach (var body in Contents) body.Visit(visitor);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Count(Blocks.Count);
        foreach (var block in Blocks) block.Write(writer);
        BodyCodec.WriteMany(writer, Contents);
    }

    public static Bodies? Read(ref CanonicalReader reader)
    {
        var blocks = new Block?[reader.Count(FetchBodies.MaxDigests, 20)];
        for (var i = 0; i < blocks.Length; i++) blocks[i] = Block.Read(ref reader);
        var contents = BodyCodec.ReadMany(ref reader);
        return reader.Failed ? null : new Bodies(blocks!, contents);
    }
}
