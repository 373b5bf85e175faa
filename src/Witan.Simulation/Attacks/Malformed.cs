using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A19: follows messages of its own with bytes that are none.</summary>
internal sealed class Malformed(StrategyCall call) : TargetedAttack(call)
{
    private const int LongestRandom = 512;

    private static readonly string[] Forms = ["random", "truncated", "overLength", "counts", "unknownType"];

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        outgoing.Pass(message);
        if (!Liar.Dice.Chance(Call.Fraction("share"))) return;
        if (Call.Nodes("victims") is { } named) Say(named, Make(message));
        else outgoing.Pass(Make(message));
        Fire();
    }

    private RawMessage Make(Message message)
    {
        var form = Call.Choice("form") == "any" ? Liar.Dice.Pick(Forms) : Call.Choice("form");
        var bytes = form switch
        {
            "random" => RandomBytes((int)Liar.Dice.Between(1, LongestRandom)),
            "truncated" => Truncated(message),
            "overLength" => OverLength(),
            "counts" => Counts(),
            _ => [UnknownType(), .. RandomBytes((int)Liar.Dice.Below(LongestRandom))],
        };
        // What chance makes a message of is none any more with more behind its end than any message has.
        while (Liar.Cluster.Codec.Decode(bytes, out _) is not null) bytes = [.. bytes, 0xff];
        return new RawMessage(bytes);
    }

    private byte[] Truncated(Message message)
    {
        var whole = message.Encoded;
        return whole[..(int)Liar.Dice.Between(1, Math.Max(1, whole.Length - 1))].ToArray();
    }

    /// <summary>A name, a key or a request that is longer than it may be, and as long as it says.</summary>
    private byte[] OverLength()
    {
        var writer = new CanonicalWriter(Limits.MaxNameBytes + 256);
        switch (Liar.Dice.Below(3))
        {
            case 0:
                writer.U8(MessageType.FetchRange);
                writer.U64(1);
                writer.Bytes(RandomBytes(Limits.MaxNameBytes + 1));
                writer.Bytes([]);
                break;
            case 1:
                writer.U8(MessageType.FetchRange);
                writer.U64(1);
                writer.Text("m");
                writer.Bytes(new byte[Limits.MaxKeyBytes + 2]);
                break;
            default:
                writer.U8(MessageType.Read);
                writer.U64(1);
                writer.U64(1);
                writer.U8((byte)ReadKind.Query);
                writer.Bytes(new byte[Limits.MaxRequestBytes + 1]);
                break;
        }

        return writer.ToArray();
    }

    /// <summary>
    /// A list with fewer elements than its count says, within the limit of the count or far above it.
    /// </summary>
    private byte[] Counts()
    {
        var writer = new CanonicalWriter(64);
        var count = Liar.Dice.Chance(0.5) ? Bodies.TargetBytes : FetchBodies.MaxDigests;
        switch (Liar.Dice.Below(3))
        {
            case 0:
                writer.U8(MessageType.FetchBodies);
                writer.Count(count);
                writer.Raw(RandomBytes(Digest.Size));
                break;
            case 1:
                writer.U8(MessageType.Progress);
                writer.U64(1);
                writer.U64(1);
                writer.Count(count);
                break;
            default:
                writer.U8(MessageType.Decisions);
                writer.Count(Liar.Dice.Chance(0.5) ? Decisions.MaxItems : int.MaxValue);
                break;
        }

        return writer.ToArray();
    }

    private byte UnknownType()
    {
        while (true)
        {
            var type = (byte)Liar.Dice.Below(256);
            Liar.Cluster.Codec.Decode(new[] { type }, out var rejection);
            if (rejection == Core.Contract.Rejection.UnknownType) return type;
        }
    }

    private byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++) bytes[i] = (byte)Liar.Dice.Below(256);
        return bytes;
    }
}
