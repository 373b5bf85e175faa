using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A20: sends what it says in other bytes with the same meaning, instead of the canonical ones.</summary>
internal sealed class NonCanonical(StrategyCall call) : TargetedAttack(call)
{
    private static readonly string[] Forms = ["trailing", "order", "largeS", "point"];

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        var other = IsVictim(to) ? Rewrite(message) : null;
        if (other is not null && !Liar.Dice.Chance(Call.Fraction("share"))) other = null;
        outgoing.Pass(other ?? message);
        if (other is not null) Fire();
    }

    /// <summary>Null if the message cannot be written in the chosen form.</summary>
    private Message? Rewrite(Message message)
    {
        var chosen = Call.Choice("form");
        if (chosen != "any") return Rewrite(message, chosen);
        Message[] all = [.. Forms.Select(form => Rewrite(message, form)).OfType<Message>()];
        return Liar.Dice.Pick(all);
    }

    private Message? Rewrite(Message message, string form) => form switch
    {
        "trailing" => new RawMessage([.. message.Encoded.Span, 0]),
        "order" => Reordered(message),
        "largeS" => Resigned(message, Spoilt.LargeS),
        _ => Resigned(message, Spoilt.Point),
    };

    private Message? Resigned(Message message, Func<Signature, Signature> other) => message switch
    {
        SignedStatement signed when signed.Statement.Sender == Liar.Id => Spoilt.Statement(signed, other),
        Bundle bundle => Spoilt.Bundle(bundle, other),
        Reply reply => Spoilt.Reply(reply, other),
        _ => null,
    };

    private Message? Reordered(Message message) => message switch
    {
        Progress { Held.Count: > 1 } progress =>
            new Progress(progress.Executed, progress.Stable, [.. progress.Held.Reverse()]),
        Manifest { Maps.Count: > 1 } manifest => new Manifest(manifest.Certificate, [.. manifest.Maps.Reverse()]),
        EvidenceAnswer answer => Swapped(answer),
        _ => new Splice(Liar, SignersReversed).Change(message),
    };

    private static RawMessage Swapped(EvidenceAnswer answer)
    {
        var writer = new CanonicalWriter(1024);
        writer.U8(answer.Type);
        writer.Raw(answer.Pair.Second.Encoded.Span);
        writer.Raw(answer.Pair.First.Encoded.Span);
        return new RawMessage(writer.ToArray());
    }

    private static byte[]? SignersReversed(Certificate certificate) => certificate.Signers.Count < 2
        ? null
        : CertificateText.Write(
            certificate.Statement, certificate.QuorumMode, [.. CertificateText.EntriesOf(certificate).Reverse()]);
}
