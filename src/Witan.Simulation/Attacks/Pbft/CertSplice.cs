using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.Simulation.Attacks.Pbft.Forging;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks.Pbft;

/// <summary>
/// A09: offers genuine signatures of one kind as a certificate of another, in decisions that others fetch and in its
/// own VIEW-CHANGEs. Where a signer's other signature was not heard, its right one stays.
/// </summary>
internal sealed class CertSplice(StrategyCall call) : PbftAttack(call)
{
    private Splice? _splice;

    public override void Begin() => _splice = new Splice(Liar, Mix);

    public override void OnSend(NodeName to, Message message, Outgoing outgoing)
    {
        var changed = IsVictim(to) ? _splice!.Change(message) : null;
        outgoing.Pass(changed ?? message);
        if (changed is not null) Fire();
    }

    private byte[]? Mix(Certificate certificate)
    {
        var form = Call.Choice("form");
        if (certificate.Statement is not SlotStatement about) return null;
        if (about is Prepare != (form == "commitAsPrepare")) return null;
        var entries = CertificateText.EntriesOf(certificate).ToArray();
        var changed = false;
        for (var i = 0; i < entries.Length; i++)
        {
            if (Foreign(form, about, entries[i].Signer) is not { } signature) continue;
            entries[i] = entries[i] with { Signature = signature };
            changed = true;
        }

        return changed ? CertificateText.Write(about, certificate.QuorumMode, entries) : null;
    }

    private Signature? Foreign(string form, SlotStatement about, ReplicaId signer) => form switch
    {
        "prepareAsCommit" => HeardSignatures.OfPrepare(Liar.Adversary, about, signer),
        "commitAsPrepare" => HeardSignatures.OfCommit(Liar.Adversary, about, signer),
        _ => HeardSignatures.OfState(Liar.Adversary, about.Height, signer),
    };
}
