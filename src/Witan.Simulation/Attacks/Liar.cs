using Witan.Core.Composition;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Simulation.Chance;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Attacks;

/// <summary>A corrupted replica: its attacks stand in file order between its honest code and the network.</summary>
public sealed class Liar : IInterceptor
{
    private readonly List<Attack> _attacks = [];

    internal Liar(Adversary adversary, SimulatedReplica replica)
    {
        Adversary = adversary;
        Replica = replica;
    }

    public Adversary Adversary { get; }

    public SimulatedReplica Replica { get; }

    public NodeName Name => Replica.Name;

    public ReplicaId Id => Replica.Id;

    public SimulatedCluster Cluster => Adversary.Cluster;

    public Dice Dice => Adversary.Dice;

    /// <summary>The honest code; null while the replica is down.</summary>
    public Replica? Core => Replica.Core;

    /// <summary>The newest configuration that the honest code knows; the genesis one while it is down.</summary>
    public Configuration Configuration => Core?.Configurations.Newest ?? Cluster.Genesis.Configuration;

    public bool IsLying => _attacks.Count > 0;

    /// <summary>The other replicas, in order of their number.</summary>
    public IReadOnlyList<NodeName> Others => [.. Cluster.Replicas.Select(r => r.Name).Where(name => name != Name)];

    /// <summary>The upper half of the other replicas: the victims where a file names none.</summary>
    public IReadOnlyList<NodeName> UpperHalf => [.. Others.Skip(Others.Count / 2)];

    public void Begin(Attack attack)
    {
        attack.Liar = this;
        _attacks.Add(attack);
        attack.Begin();
    }

    /// <summary>Ends all attacks: honest from here on.</summary>
    public void Heal()
    {
        foreach (var attack in _attacks) attack.IsOver = true;
        _attacks.Clear();
    }

    /// <summary>Says something of its own, past the other attacks; it goes through its bytes.</summary>
    public void Send(NodeName to, Message message)
    {
        if (Replica.IsUp && to != Name) Cluster.Send(Name, to, message, hostile: true);
    }

    void IInterceptor.OnSend(NodeName to, Message message)
    {
        Adversary.Hear(Name, to, message);
        IReadOnlyList<(Message Message, long Delay)> going = [(message, 0)];
        foreach (var attack in _attacks.ToArray())
        {
            var outgoing = new Outgoing();
            foreach (var (item, delay) in going)
            {
                var stage = new Outgoing();
                attack.OnSend(to, item, stage);
                attack.Deeds.Compare(item, stage.Items);
                foreach (var (changed, more) in stage.Items) outgoing.Delay(changed, delay + more);
            }

            going = outgoing.Items;
        }

        foreach (var (item, delay) in going) Dispatch(to, item, delay, hostile: !ReferenceEquals(item, message));
    }

    bool IInterceptor.OnReceive(NodeName from, Message message)
    {
        Adversary.Hear(from, Name, message);
        var seen = true;
        foreach (var attack in _attacks.ToArray())
        {
            if (attack.OnReceive(from, message)) continue;
            attack.Deeds.Add(Deeds.Hidden);
            seen = false;
        }

        return seen;
    }

    private void Dispatch(NodeName to, Message message, long delay, bool hostile)
    {
        if (delay <= 0) Cluster.Send(Name, to, message, hostile);
        else Cluster.World.After(delay, () => Cluster.Send(Name, to, message, hostile));
    }
}
