using Witan.Core.Blocks;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Blocks and bundles that a peer asked for. What was not asked for is dropped by the receiver.</summary>
public sealed class Bodies(IReadOnlyList<Block> blocks, IReadOnlyList<Bundle> bundles) : Message
{
    /// <summary>Bytes that a server puts into one answer; the asker asks again for the rest.</summary>
    public const int TargetBytes = 2 * 1024 * 1024;

    public IReadOnlyList<Block> Blocks { get; } = blocks;

    public IReadOnlyList<Bundle> Bundles { get; } = bundles;

    public override byte Type => MessageType.Bodies;

    public override void Visit(INestedVisitor visitor)
    {
        foreach (var bundle in Bundles) visitor.FromClient(bundle);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Count(Blocks.Count);
        foreach (var block in Blocks) block.Write(writer);
        WriteBundles(writer, Bundles);
    }

    public static Bodies? Read(ref CanonicalReader reader)
    {
        var blocks = new Block?[reader.Count(FetchBodies.MaxDigests, 20)];
        for (var i = 0; i < blocks.Length; i++) blocks[i] = Block.Read(ref reader);
        var bundles = ReadBundles(ref reader);
        return reader.Failed ? null : new Bodies(blocks!, bundles);
    }

    internal static void WriteBundles(CanonicalWriter writer, IReadOnlyList<Bundle> bundles)
    {
        writer.Count(bundles.Count);
        foreach (var bundle in bundles) writer.Bytes(bundle.Body.Span);
    }

    internal static Bundle[] ReadBundles(ref CanonicalReader reader)
    {
        var bundles = new Bundle[reader.Count(Limits.MaxBlockReferences, 4 + SessionId.Size)];
        for (var i = 0; i < bundles.Length; i++)
        {
            if (Bundle.Decode(reader.Bytes(Limits.MaxBundleBytes)) is { } bundle) bundles[i] = bundle;
            else reader.Fail();
        }

        return bundles;
    }
}
