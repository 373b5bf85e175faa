using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.TestKit.Pbft;

/// <summary>
/// Some PBFT replicas in one process under virtual time: real verifier and safety guard over ideal signatures, every
/// message through its bytes, effects in durability order. Deterministic: no clock, no chance; the same test runs the
/// same way.
/// </summary>
public sealed class PbftCluster
{
    private readonly PriorityQueue<Action, (long At, long Order)> _events = new();
    private readonly List<Func<ReplicaId, ReplicaId, Message, bool>> _drops = [];
    private long _order;
    private ulong _bundles;

    public PbftCluster(PbftClusterOptions? options = null)
    {
        Options = options ?? new PbftClusterOptions();
        Forge = new PbftForge(Options.Replicas, Options.Faulty, Options.Parameters);
        Nodes = [.. Configuration.Members.Select((m, i) => new PbftNode(this, m.Id, Forge.Signer(i)))];
        foreach (var node in Nodes) node.Start();
    }

    public PbftClusterOptions Options { get; }

    /// <summary>Every member's key, for what liars say.</summary>
    public PbftForge Forge { get; }

    public Configuration Configuration => Forge.Configuration;

    public IReadOnlyList<PbftNode> Nodes { get; }

    /// <summary>Virtual time in microseconds.</summary>
    public long Now { get; private set; } = 1_000_000;

    /// <summary>Called for every frame before it is sent: a window for tests that capture what was signed.</summary>
    public Action<ReplicaId, ReplicaId, Message>? Sent { get; set; }

    public PbftNode this[int place] => Nodes[place];

    /// <summary>Loses every message for which the rule holds, until <see cref="Heal"/>.</summary>
    public void Drop(Func<ReplicaId, ReplicaId, Message, bool> rule) => _drops.Add(rule);

    /// <summary>Cuts a replica off in both directions.</summary>
    public void Isolate(int place) => Drop((from, to, _) => from.Value == place || to.Value == place);

    public void Heal() => _drops.Clear();

    public void At(long after, Action action) => _events.Enqueue(action, (Now + after, _order++));

    /// <summary>Runs until nothing is left before the time is up.</summary>
    public void Run(long microseconds) => RunUntil(() => false, microseconds);

    /// <summary>Runs until the condition holds.</summary>
    /// <returns>Whether it came to hold in time.</returns>
    public bool RunUntil(Func<bool> condition, long limit = 20_000_000)
    {
        var end = Now + limit;
        while (!condition())
        {
            if (!_events.TryPeek(out _, out var key) || key.At > end)
            {
                Now = end;
                return condition();
            }

            var action = _events.Dequeue();
            Now = Math.Max(Now, key.At);
            action();
        }

        return true;
    }

    /// <summary>A new bundle of one request, held by these replicas (all if none are named).</summary>
    public Bundle Submit(params int[] places)
    {
        _bundles++;
        var session = new SessionId(new PublicKey(Sha256.Hash("client"u8).ToArray()), _bundles);
        var bundle = new Bundle(session, 1, 0, [new byte[] { (byte)_bundles, 1 }], default);
        var holders = places.Length == 0 ? Nodes : places.Select(p => Nodes[p]);
        foreach (var node in holders) node.Pool(bundle);
        return bundle;
    }

    public void Submit(int count)
    {
        for (var i = 0; i < count; i++) Submit();
    }

    /// <summary>Runs until every listed replica (all that are up if none) has executed the bundles.</summary>
    public bool RunUntilExecuted(IReadOnlyList<Bundle> bundles, params int[] places) => RunUntil(() =>
        Nodes.Where((n, i) => n.IsUp && (places.Length == 0 || places.Contains(i)))
            .All(n => bundles.All(b => n.Desk.HasExecuted(b.Digest))));

    /// <summary>Sends a message as if it came over the connection of a replica.</summary>
    public void Inject(int from, int to, Message message) => Deliver(Nodes[from].Id, Nodes[to].Id, message);

    internal void Send(ReplicaId from, Destination to, Message message)
    {
        foreach (var node in Nodes)
        {
            if (node.Id == from) continue;
            if (to.Kind == DestinationKind.All || (to.Kind == DestinationKind.One && to.Replica == node.Id))
            {
                Sent?.Invoke(from, node.Id, message);
                if (!_drops.Exists(rule => rule(from, node.Id, message))) Deliver(from, node.Id, message);
            }
        }
    }

    internal Verifier NewVerifier() => new(PbftForge.Cluster, new Configurations(Configuration), PbftForge.Scheme);

    private void Deliver(ReplicaId from, ReplicaId to, Message message)
    {
        var bytes = message.Encoded.ToArray();
        At(Options.NetworkDelay, () => Nodes[(int)to.Value].Receive(from, bytes));
    }

    /// <summary>No two replicas executed different blocks at one height, and none executed a bundle twice.</summary>
    /// <returns>Null, or what is wrong.</returns>
    public string? AgreementFault(params int[] except)
    {
        foreach (var a in Nodes.Where((_, i) => !except.Contains(i)))
        {
            foreach (var b in Nodes.Where((_, i) => !except.Contains(i)))
            {
                foreach (var (height, digest) in a.Log)
                {
                    if (b.Log.TryGetValue(height, out var other) && other != digest)
                        return $"{a.Id} and {b.Id} differ at {height}";
                }
            }
        }

        return null;
    }
}
