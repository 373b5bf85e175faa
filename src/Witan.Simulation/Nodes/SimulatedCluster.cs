using System.Globalization;
using Witan.Core.Composition;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives.Membership;
using Witan.Primitives;
using Witan.Simulation.Chance;
using Witan.Simulation.Networks;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Worlds;

namespace Witan.Simulation.Nodes;

/// <summary>Whole replicas and verifying clients in one world: same settings, same run, to the byte.</summary>
public sealed class SimulatedCluster
{
    private readonly ObserverList _observers = new();
    private readonly Dice _dice;
    private readonly ISignatureScheme _scheme;
    private readonly IReadOnlyList<NodeName>[] _instances;
    private readonly IReadOnlyList<NodeName>[] _peers;
    private readonly SimulatedReplica?[] _twinOf;
    private long _messages;

    public SimulatedCluster(ClusterSettings settings)
    {
        Settings = settings;
        _dice = new Dice(settings.Seed, "cluster");
        var keys = new KeyRing(settings.Seed, settings.RealCrypto);
        _scheme = keys.Scheme;
        ISigner[] members = [.. Enumerable.Range(0, settings.Replicas).Select(i => keys.Create("replica", i))];
        ISigner[] clients =
        [
            .. Enumerable.Range(0, settings.Clients).Select(i => keys.Create("client", i)),
            .. Enumerable.Range(0, settings.Gateways).Select(i => keys.Create("gateway", i)),
        ];
        Genesis = GenesisOf(settings, members, clients);
        Cluster = Sha256.Hash(Genesis.Encode());
        Codec = new MessageCodec(settings.Protocol.Codec);
        Network = new SimulatedNetwork(World, settings.Network, settings.Seed) { Lost = _observers.OnLost };
        _instances = [.. Enumerable.Range(0, settings.Replicas).Select(NamesOf)];
        _peers = [.. Enumerable.Range(0, settings.Replicas).Select(PeersOf)];
        Replicas = [.. members.Select((s, i) => new SimulatedReplica(this, NodeName.Replica(i), s))];
        Twins = [.. settings.Twins.Select(i => new SimulatedReplica(this, NodeName.Twin(i), members[i]))];
        _twinOf = new SimulatedReplica?[settings.Replicas];
        foreach (var twin in Twins) _twinOf[twin.Name.Index] = twin;
        Clients = [.. clients.Select((s, i) => new SimulatedClient(this, ClientName(i), s))];
    }

    public ClusterSettings Settings { get; }

    public World World { get; } = new();

    public SimulatedNetwork Network { get; }

    public Genesis Genesis { get; }

    /// <summary>The cluster id.</summary>
    public Digest Cluster { get; }

    public MessageCodec Codec { get; }

    public IReadOnlyList<SimulatedReplica> Replicas { get; }

    /// <summary>Second instances of members, in the order of the settings.</summary>
    public IReadOnlyList<SimulatedReplica> Twins { get; }

    /// <summary>The clients, then the gateways.</summary>
    public IReadOnlyList<SimulatedClient> Clients { get; }

    public ISignatureScheme Scheme => _scheme;

    internal IClusterObserver Observers => _observers;

    public SimulatedReplica this[int replica] => Replicas[replica];

    /// <summary>A client or a gateway.</summary>
    public SimulatedClient ClientOf(NodeName name) => Clients[IndexOf(name)];

    public void Observe(IClusterObserver observer) => _observers.Add(observer);

    /// <summary>Starts every replica, then every client.</summary>
    public void Start()
    {
        foreach (var replica in Replicas) replica.Start();
        foreach (var twin in Twins) twin.Start();
        foreach (var client in Clients) client.Start();
    }

    /// <summary>Kills a replica; it may come back.</summary>
    /// <param name="replica">Which.</param>
    /// <param name="fate">What becomes of its disk.</param>
    /// <param name="restartAfter">Microseconds; null for good.</param>
    public void Crash(int replica, CrashDisk fate, long? restartAfter)
    {
        var crashed = Replicas[replica];
        crashed.Crash(fate);
        foreach (var client in Clients) client.OnReplicaGone(crashed.Id);
        if (restartAfter is { } after) World.After(after, () => Restart(replica));
    }

    public void Restart(int replica)
    {
        var restarted = Replicas[replica];
        if (restarted.IsUp) return;
        restarted.Start();
        if (!restarted.IsUp) return;
        foreach (var client in Clients) client.OnReplicaBack(restarted.Id);
    }

    /// <summary>Signs with a replica's key, as a liar who owns it can.</summary>
    public SignedStatement Sign(int replica, Statement statement) =>
        new(statement, Replicas[replica].Signer.Sign(statement.TextDigest(Cluster, 0)));

    /// <summary>A verifier that knows the genesis alone.</summary>
    public Verifier NewVerifier() => NewVerifier(new Configurations(Genesis.Configuration));

    public Verifier NewVerifier(Configurations configurations, ISettledVotes? settled = null) =>
        new(Cluster, configurations, _scheme, settled: settled);

    /// <summary>Puts a message on its way.</summary>
    /// <param name="from">Who sends.</param>
    /// <param name="to">Who receives.</param>
    /// <param name="message">What.</param>
    /// <param name="hostile">Made or changed by a liar: it goes through its bytes.</param>
    public void Send(NodeName from, NodeName to, Message message, bool hostile)
    {
        var number = ++_messages;
        _observers.OnSent(from, to, message, number);
        var asBytes = hostile || Settings.EncodeOneIn <= 1 || _dice.Below(Settings.EncodeOneIn) == 0;
        Network.Send(from, to, message, number, arrived => Deliver(from, to, arrived, number, asBytes));
    }

    internal ReplicaSetup SetupOf(ReplicaId id) => new()
    {
        Genesis = Genesis, Cluster = Cluster, Self = id,
        Application = Settings.ApplicationOf?.Invoke((int)id.Value) ?? Settings.Application,
        Protocol = Settings.Protocol, Options = Settings.Options,
    };

    internal IReadOnlyList<NodeName> RecipientsOf(SimulatedReplica sender, Destination to) => to.Kind switch
    {
        DestinationKind.All => _peers[sender.Name.Index],
        DestinationKind.One => InstancesOf(to.Replica),
        DestinationKind.Client => to.Connection <= (ulong)Clients.Count ? [ClientName((int)to.Connection - 1)] : [],
        _ => [],
    };

    /// <summary>Who hears what is sent to a member: one instance, or both.</summary>
    internal IReadOnlyList<NodeName> InstancesOf(ReplicaId member) => _instances[(int)member.Value];

    internal Origin OriginOf(NodeName party) =>
        party.IsReplica ? Origin.Peer(party.Id) : Origin.Client((ulong)IndexOf(party) + 1);

    private void Deliver(NodeName from, NodeName to, Message message, long number, bool asBytes)
    {
        _observers.OnDelivered(from, to, message, number);
        if (to.IsReplica) InstanceOf(to).Receive(from, message, asBytes);
        else Clients[IndexOf(to)].Receive(from, message, asBytes);
    }

    private SimulatedReplica InstanceOf(NodeName name) =>
        name.Kind == NodeKind.Twin ? _twinOf[name.Index]! : Replicas[name.Index];

    private NodeName ClientName(int index) =>
        index < Settings.Clients ? NodeName.Client(index) : NodeName.Gateway(index - Settings.Clients);

    private int IndexOf(NodeName party) =>
        party.Kind == NodeKind.Client ? party.Index : Settings.Clients + party.Index;

    /// <summary>All instances of all others: the two instances of a member do not know of each other.</summary>
    private IReadOnlyList<NodeName> PeersOf(int self) =>
        [.. Enumerable.Range(0, Settings.Replicas).Where(i => i != self).SelectMany(i => _instances[i])];

    private IReadOnlyList<NodeName> NamesOf(int member) => Settings.Twins.Contains(member)
        ? [NodeName.Replica(member), NodeName.Twin(member)]
        : [NodeName.Replica(member)];

    private static Genesis GenesisOf(ClusterSettings settings, ISigner[] members, ISigner[] clients)
    {
        var list = members.Select((s, i) =>
        {
            var number = i.ToString(CultureInfo.InvariantCulture);
            return new Member(
                new ReplicaId((uint)i), "organisation " + number, s.PublicKey, default, "host:" + number, 1);
        });
        var configuration = Configuration.Create(
            default, list, settings.Faulty, settings.Protocol.Name, settings.Parameters);
        var salt = Sha256.Hash(BitConverter.GetBytes(settings.Seed));
        return new Genesis(
            configuration, [.. clients.Select(s => s.PublicKey).Order()], settings.ApplicationName,
            new BlockTime(SkewedClock.Epoch), salt);
    }
}
