using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>A08: puts a false certificate in the place of each certificate that it sends.</summary>
internal sealed class ForgedCertificate(StrategyCall call) : PbftAttack(call)
{
    private Splice? _splice;
    private (Message Message, Message? Forged)? _last;

    public override void Begin() => _splice = new Splice(Liar, Forge);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        var forged = IsVictim(to) ? ForgedOf(message) : null;
        outgoing.Pass(forged ?? message);
        if (forged is not null) Fire();
    }

    /// <summary>A broadcast is forged once.</summary>
    private Message? ForgedOf(Message message)
    {
        if (_last is not { } last || !ReferenceEquals(last.Message, message))
            _last = (message, _splice!.Change(message));
        return _last.Value.Forged;
    }

    private byte[]? Forge(Certificate certificate)
    {
        var place = Call.Choice("place");
        if (place != "all" && place == "state" != certificate.Statement is StateVote) return null;
        var entries = CertificateText.EntriesOf(certificate).ToList();
        switch (Call.Choice("form"))
        {
            case "duplicateSigner":
                if (entries.Count < 2) return null;
                entries[1] = entries[0];
                break;
            case "tooFew":
                entries.RemoveAt(entries.Count - 1);
                break;
            case "wrongKeys":
                entries = entries.ConvertAll(e => e with { Signature = MineAs(certificate, e.Signer) });
                break;
            case "mixedDigests":
                MixDigests(certificate, entries);
                break;
            case "emptySignature":
                entries[^1] = entries[^1] with { Signature = default };
                break;
            default:
                if (entries.Count < 2) return null;
                (entries[0], entries[1]) = (entries[0] with { Signature = entries[1].Signature },
                    entries[1] with { Signature = entries[0].Signature });
                break;
        }

        return CertificateText.Write(certificate.Statement, certificate.QuorumMode, entries);
    }

    /// <summary>
    /// Every second signature is genuine, but under another text; where none was heard, under the own key.
    /// </summary>
    private void MixDigests(Certificate certificate, List<SignerEntry> entries)
    {
        for (var i = 0; i < entries.Count; i += 2)
        {
            var signer = entries[i].Signer;
            var other = HeardSignatures.OfAnotherText(Liar.Adversary, certificate.Statement, signer);
            entries[i] = entries[i] with { Signature = other ?? MineAs(certificate, signer) };
        }
    }

    private Signature MineAs(Certificate certificate, ReplicaId signer) => Liar.Adversary.SignText(
        Liar.Id, certificate.Statement.TextDigest(Liar.Cluster.Cluster, certificate.QuorumMode, signer));
}
