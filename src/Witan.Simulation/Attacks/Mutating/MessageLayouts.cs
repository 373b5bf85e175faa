using Witan.Core.Messages;
using Witan.Simulation.Attacks.Dbft.Forging;
using Witan.Simulation.Attacks.HotStuff.Forging;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Attacks.SingleShot.Forging;
using Witan.Simulation.Attacks.Streamlet.Forging;

namespace Witan.Simulation.Attacks.Mutating;

/// <summary>The layouts of all messages that replicas send.</summary>
public static class MessageLayouts
{
    /// <summary>Whether the layout of its type describes the message, to the last byte and back.</summary>
    public static bool Describe(Message message, string protocol)
    {
        if (Of(message.Type, protocol) is not { } layout) return false;
        var fields = message.Encoded.Span[1..];
        return FieldReader.Read(layout, fields) is { } tree && tree.Encode().AsSpan().SequenceEqual(fields);
    }

    /// <summary>Of a message of this type behind its type byte; null if replicas send none of it.</summary>
    internal static Layout? Of(byte type, string protocol) => SharedLayouts.Of(type, OfProtocol(protocol));

    private static Func<byte, Layout?> OfProtocol(string protocol) => protocol switch
    {
        "pbft" => PbftLayouts.Of,
        "hotstuff" or "hotstuff-2chain" or "hotstuff-basic" => HotStuffLayouts.Of,
        "dbft" => DbftLayouts.Of,
        "singleshot" => SingleShotLayouts.Of,
        "streamlet" => StreamletLayouts.Of,
        _ => static _ => null,
    };
}
