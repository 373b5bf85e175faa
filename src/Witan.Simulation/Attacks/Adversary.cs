using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Simulation.Chance;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>
/// Who stands behind all corrupted replicas: their keys, what they share, and everything that they heard. It has no
/// other key, so that a forged signature can only be one that the verifier must refuse.
/// </summary>
public sealed class Adversary
{
    /// <summary>Messages that it remembers; the oldest make room.</summary>
    public const int Remembered = 4096;

    private readonly SortedDictionary<NodeName, Liar> _liars = [];
    private readonly Queue<HeardMessage> _heard = new();
    private readonly SortedDictionary<string, object> _shared = new(StringComparer.Ordinal);

    /// <param name="cluster">The world.</param>
    /// <param name="corrupted">Replicas that it controls; honest until an attack begins.</param>
    public Adversary(SimulatedCluster cluster, IReadOnlyList<int> corrupted)
    {
        Cluster = cluster;
        Dice = new Dice(cluster.Settings.Seed, "adversary");
        foreach (var index in corrupted)
        {
            var liar = new Liar(this, cluster[index]);
            _liars.Add(NodeName.Replica(index), liar);
            cluster[index].Interceptor = liar;
        }
    }

    public SimulatedCluster Cluster { get; }

    public Dice Dice { get; }

    /// <summary>In order of their number.</summary>
    public IReadOnlyCollection<Liar> Liars => _liars.Values;

    /// <summary>What corrupted replicas sent and received, oldest first.</summary>
    public IReadOnlyCollection<HeardMessage> Heard => _heard;

    public Liar this[NodeName replica] => _liars[replica];

    public bool Controls(NodeName node) => _liars.ContainsKey(node);

    public bool Controls(ReplicaId replica) => Controls(NodeName.Of(replica));

    /// <summary>Replicas that it does not control, in order.</summary>
    public IReadOnlyList<NodeName> Correct =>
        [.. Cluster.Replicas.Select(r => r.Name).Where(name => !Controls(name))];

    /// <summary>Signs as a corrupted replica.</summary>
    /// <exception cref="ArgumentException">The sender is not corrupted: its key is not here.</exception>
    public SignedStatement Sign(Statement statement)
    {
        if (!Controls(statement.Sender)) throw new ArgumentException("the adversary has no key of " + statement.Sender);
        return Cluster.Sign((int)statement.Sender.Value, statement);
    }

    /// <summary>
    /// Puts a corrupted replica's signature under any text: what A24 and A08 need. It proves nothing of others.
    /// </summary>
    public Signature SignText(ReplicaId key, in Digest text)
    {
        if (!Controls(key)) throw new ArgumentException("the adversary has no key of " + key);
        return Cluster[(int)key.Value].Signer.Sign(text);
    }

    /// <summary>Something that all attacks of a kind share, made at the first asking.</summary>
    public T Shared<T>(string name, Func<T> create)
        where T : class
    {
        if (!_shared.TryGetValue(name, out var known)) _shared.Add(name, known = create());
        return (T)known;
    }

    internal void Hear(NodeName from, NodeName to, Message message)
    {
        _heard.Enqueue(new HeardMessage(Cluster.World.Now, from, to, message));
        if (_heard.Count > Remembered) _heard.Dequeue();
    }
}
