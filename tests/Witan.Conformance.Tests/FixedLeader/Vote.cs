using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Conformance.Tests.FixedLeader;

/// <summary>The one message: "this block at this height". The leader's carries the block and so proposes it.</summary>
internal sealed class Vote(
    ConfigurationNumber configuration, ReplicaId sender, Height height, Digest digest, Block? block)
    : Statement(configuration, sender)
{
    public const byte Number = MessageType.FirstOfProtocol;

    public Height Height => height;

    public Digest Digest => digest;

    public Block? Block => block;

    public override byte Type => Number;

    public override string Domain => "witan/fixed-leader/vote/v1";

    public override PromiseKey? Promise => new PromiseKey(Configuration, Number, 0, height.Value);

    public override Height? NeededUntil => height;

    public override Statement Bare => new Vote(Configuration, Sender, height, digest, null);

    public override void WriteFields(CanonicalWriter writer)
    {
        writer.Height(height);
        writer.Digest(digest);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        WriteFields(writer);
        writer.Bool(block is not null);
        block?.Write(writer);
    }

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (height, digest) = (reader.Height(), reader.Digest());
        var block = reader.Bool() ? Block.Read(ref reader) : null;
        if (block is not null && (block.Height != height || block.Digest != digest)) reader.Fail();
        return reader.Failed ? null : new Vote(configuration, sender, height, digest, block);
    }
}
