using Witan.Core.Messages;
using Witan.Simulation.Attacks.Forging;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// A22: uses a client's bundles, or its key. With the key the client's own history is not to be trusted.
/// </summary>
internal sealed class ImpersonateClient(StrategyCall call) : Attack
{
    /// <summary>Bundles recorded.</summary>
    private const int Kept = 64;

    private readonly Recording<Bundle> _bundles = new(Kept);

    private SimulatedClient Client => Liar.Cluster.ClientOf(call.Client("client"));

    public override void Begin()
    {
        if (call.Choice("form") != "secondDevice") Every(call.Count("everyMs")!.Value * 1000, SpeakAgain);
    }

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is not Bundle bundle || bundle.Session.Client != Client.Signer.PublicKey) return true;
        // It has to be as fast as the client: what is executed cannot be contradicted any more.
        if (call.Choice("form") == "secondDevice" && !_bundles.Items.Any(b => b.First == bundle.First))
            Tell(SecondDevice(bundle));
        _bundles.Add(bundle);
        return true;
    }

    private void SpeakAgain()
    {
        if (_bundles.Items.Count == 0) return;
        switch (call.Choice("form"))
        {
            case "replay":
                Tell(Liar.Dice.Pick(_bundles.Items));
                break;
            case "reorder":
                foreach (var bundle in _bundles.Items.Reverse()) Tell(bundle);
                break;
            default:
                Tell(Altered(Liar.Dice.Pick(_bundles.Items)));
                break;
        }
    }

    private void Tell(Bundle? bundle)
    {
        if (bundle is null) return;
        Say(Liar.Others, bundle);
        Fire();
    }

    private static Bundle Altered(Bundle bundle)
    {
        var first = bundle.Requests[0].ToArray();
        first[^1] ^= 1;
        return new Bundle(
            bundle.Session, bundle.First, bundle.AcknowledgedBelow, [first, .. bundle.Requests.Skip(1)],
            bundle.Signature);
    }

    /// <summary>
    /// The client's numbers for requests that the application takes and that are not the client's. The file says that
    /// the liar holds a copy of this client's key: it is the one key that does not come from <see cref="Adversary"/>.
    /// </summary>
    private Bundle? SecondDevice(Bundle bundle)
    {
        var requests = new List<ReadOnlyMemory<byte>>();
        foreach (var request in bundle.Requests)
        {
            if (Another(request) is not { } other) return null;
            requests.Add(other);
        }

        var text = Bundle.TextDigest(
            Liar.Cluster.Cluster, bundle.Session, bundle.First, bundle.AcknowledgedBelow, requests);
        return new Bundle(bundle.Session, bundle.First, bundle.AcknowledgedBelow, requests, Client.Signer.Sign(text));
    }

    /// <summary>
    /// A valid request that differs in one byte; null if there is none at the place that chance names.
    /// </summary>
    private byte[]? Another(ReadOnlyMemory<byte> request)
    {
        var bytes = request.ToArray();
        var at = (int)Liar.Dice.Below(bytes.Length);
        var original = bytes[at];
        var start = (int)Liar.Dice.Below(256);
        for (var i = 0; i < 256; i++)
        {
            bytes[at] = (byte)((start + i) % 256);
            if (bytes[at] != original && Liar.Cluster.Settings.Application.Validate(bytes)) return bytes;
        }

        return null;
    }
}
