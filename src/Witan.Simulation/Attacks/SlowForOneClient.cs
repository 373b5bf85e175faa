using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// A16: holds back the bundles of one client: its honest code learns of them late or never, so it neither proposes nor
/// relays them. Bodies of what others proposed still reach it.
/// </summary>
internal sealed class SlowForOneClient(StrategyCall call) : Attack
{
    /// <summary>Bundles let through; the oldest are forgotten and held back again.</summary>
    private const int Kept = 4096;

    private readonly SortedSet<Digest> _let = [];
    private readonly SortedSet<Digest> _held = [];
    private readonly Queue<Digest> _order = new();
    private PublicKey _key;

    public override void Begin() => _key = Liar.Cluster.Clients[call.Client("client").Index].Signer.PublicKey;

    public override bool OnReceive(NodeName from, Message message)
    {
        if (message is not Bundle bundle || bundle.Session.Client != _key || _let.Contains(bundle.Digest)) return true;
        Fire();
        if (call.Count("delayMs") is { } delay && _held.Add(bundle.Digest))
            After(delay * 1000, () => Let(from, bundle));
        return false;
    }

    private void Let(NodeName from, Bundle bundle)
    {
        _held.Remove(bundle.Digest);
        _let.Add(bundle.Digest);
        _order.Enqueue(bundle.Digest);
        if (_order.Count > Kept) _let.Remove(_order.Dequeue());
        Liar.Replica.Receive(from, bundle, asBytes: false);
    }
}
