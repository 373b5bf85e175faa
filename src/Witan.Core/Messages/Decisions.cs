using Witan.Core.Blocks;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>Decided blocks of consecutive heights, each with the protocol's certificate and all its bodies.</summary>
public sealed class Decisions(IReadOnlyList<Decision> items, IReadOnlyList<IBody> contents) : Message
{
    /// <summary>Decisions in one answer.</summary>
    public const int MaxItems = 64;

    /// <summary>Ascending, consecutive.</summary>
    public IReadOnlyList<Decision> Items { get; } = items;

    /// <summary>The bodies of all items, each once.</summary>
    public IReadOnlyList<IBody> Contents { get; } = contents;

    public override byte Type => MessageType.Decisions;

    public override void Visit(INestedVisitor visitor)
    {
        foreach (var item in Items) item.Certificate.Visit(visitor);
        foreach (var body in Contents) body.Visit(visitor);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.Count(Items.Count);
        foreach (var item in Items)
        {
            item.Block.Write(writer);
            item.Certificate.Write(writer);
        }

        BodyCodec.WriteMany(writer, Contents);
    }

    public static Decisions? Read(ref CanonicalReader reader, IProtocolCodec protocol)
    {
        var items = new Decision[reader.Count(MaxItems, 20)];
        for (var i = 0; i < items.Length && !reader.Failed; i++)
        {
            if (ReadOne(ref reader, protocol) is { } item && (i == 0 || item.Height == items[i - 1].Height.Next))
                items[i] = item;
            else
                reader.Fail();
        }

        var contents = BodyCodec.ReadMany(ref reader);
        return reader.Failed ? null : new Decisions(items, contents);
    }

    private static Decision? ReadOne(ref CanonicalReader reader, IProtocolCodec protocol)
    {
        var block = Block.Read(ref reader);
        var certificate = block is null ? null : protocol.ReadCertificate(ref reader);
        if (block is null || certificate is null) return null;
        var decision = new Decision(block, certificate);
        return decision.IsConsistent ? decision : null;
    }
}
