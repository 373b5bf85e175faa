using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives.Encoding;
using Witan.Protocols.Pbft;
using Witan.Simulation.Nodes;
using HotStuffNewView = Witan.Protocols.HotStuff.NewView;
using HotStuffNodes = Witan.Protocols.HotStuff.Nodes;
using HotStuffPhase = Witan.Protocols.HotStuff.Phase;
using HotStuffProposal = Witan.Protocols.HotStuff.Proposal;
using HotStuffTimeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>
/// Puts other bytes in the place of certificates in what a corrupted replica sends. An own VIEW-CHANGE is signed again,
/// also the one inside an own NEW-VIEW; what others signed stays as it is.
/// </summary>
/// <param name="liar">Whose messages.</param>
/// <param name="replace">The bytes that stand for a certificate; null leaves it.</param>
internal sealed class Splice(Liar liar, Func<Certificate, byte[]?> replace)
{
    /// <returns>Null if nothing was replaced.</returns>
    public Message? Change(Message message) => message switch
    {
        SignedStatement { Statement: ViewChange own } when own.Sender == liar.Id => ChangeViewChange(own),
        SignedStatement { Statement: NewView own } when own.Sender == liar.Id => ChangeNewView(own),
        // Their certificates ride beside what is signed.
        SignedStatement { Statement: HotStuffProposal or HotStuffTimeout } signed
            when signed.Statement.Sender == liar.Id =>
            ChangeBytes(message.Encoded, CertificateFinder.In(signed.Statement)) is { } changed
                ? new RawMessage(changed) : null,
        Decisions or Manifest or Checkpoint or ReadAnswer or HotStuffNewView or HotStuffPhase or HotStuffNodes =>
            ChangeBytes(message.Encoded, CertificateFinder.In(message)) is { } bytes ? new RawMessage(bytes) : null,
        _ => null,
    };

    private SignedStatement? ChangeViewChange(ViewChange own)
    {
        var writer = new CanonicalWriter(1024);
        own.WriteFields(writer);
        return ChangeBytes(writer.WrittenMemory, CertificateFinder.In(own)) is { } fields
            ? liar.Adversary.Sign(new RawStatement(own, fields))
            : null;
    }

    private SignedStatement? ChangeNewView(NewView own)
    {
        var changed = false;
        var viewChanges = new List<SignedStatement>(own.ViewChanges.Count);
        foreach (var signed in own.ViewChanges)
        {
            // A strategy before this one may have forged it already.
            var mine = signed.Statement is ViewChange said && said.Sender == liar.Id ? ChangeViewChange(said) : null;
            changed |= mine is not null;
            viewChanges.Add(mine ?? signed);
        }

        return changed
            ? liar.Adversary.Sign(new NewView(own.Configuration, own.Sender, own.Target, viewChanges, own.Proposals))
            : null;
    }

    private byte[]? ChangeBytes(ReadOnlyMemory<byte> text, IReadOnlyList<Certificate> certificates)
    {
        var writer = new CanonicalWriter(text.Length);
        var rest = text.Span;
        var changed = false;
        foreach (var certificate in certificates)
        {
            if (replace(certificate) is not { } forged) continue;
            var genuine = CertificateText.Of(certificate);
            var at = rest.IndexOf(genuine);
            if (at < 0) continue;
            writer.Raw(rest[..at]);
            writer.Raw(forged);
            rest = rest[(at + genuine.Length)..];
            changed = true;
        }

        writer.Raw(rest);
        return changed ? writer.ToArray() : null;
    }
}
