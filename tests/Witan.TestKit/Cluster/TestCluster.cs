using Witan.Core.Composition;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.TestKit.Cluster;

/// <summary>
/// Whole replicas and verifying clients in one process under virtual time: every message goes through its bytes and the
/// one verifier, every promise through the journal. No chance: the same test runs the same way.
/// </summary>
public sealed class TestCluster
{
    private readonly List<Func<ReplicaId?, ReplicaId?, Message, bool>> _drops = [];
    private readonly List<Func<ReplicaId, ReplicaId?, Message, Message?>> _lies = [];
    private readonly ISigner[] _signers;
    private readonly ISigner[] _clientSigners;

    public TestCluster(TestClusterOptions? options = null)
    {
        Options = options ?? new TestClusterOptions();
        Scheme = new IdealScheme(Sha256.Hash("witan test cluster"u8));
        _signers = [.. Enumerable.Range(0, Options.Replicas).Select(i => Scheme.CreateSigner($"replica {i}"))];
        _clientSigners = [.. Enumerable.Range(0, Options.Clients).Select(i => Scheme.CreateSigner($"client {i}"))];
        var members = _signers.Select((s, i) => new Member(
            new ReplicaId((uint)i), $"organisation {i}", s.PublicKey, default, $"host:{i}", 1));
        var configuration = Configuration.Create(
            default, members, Options.Faulty, Options.Protocol.Name, Options.Parameters);
        Genesis = new Genesis(
            configuration, [.. _clientSigners.Select(s => s.PublicKey).Order()], "counter", new BlockTime(1),
            Sha256.Hash("salt"u8));
        Cluster = Sha256.Hash(Genesis.Encode());
        Codec = new MessageCodec(Options.Protocol.Codec);
        Replicas = [.. configuration.Members.Select(m => new TestReplica(this, m.Id, _signers[m.Id.Value]))];
        foreach (var replica in Replicas) replica.Start();
        for (var i = 0; i < Options.Clients; i++) Clients.Add(new TestClient(this, i, _clientSigners[i], 1));
    }

    public TestClusterOptions Options { get; }

    public World World { get; } = new();

    public IdealScheme Scheme { get; }

    public Genesis Genesis { get; }

    public Digest Cluster { get; }

    public MessageCodec Codec { get; }

    public IReadOnlyList<TestReplica> Replicas { get; }

    public List<TestClient> Clients { get; } = [];

    public TestClient Client => Clients[0];

    public TestReplica this[int place] => Replicas[place];

    /// <summary>Loses every message for which the rule holds; null stands for a client at either end.</summary>
    public void Drop(Func<ReplicaId?, ReplicaId?, Message, bool> rule) => _drops.Add(rule);

    /// <summary>Cuts a replica off from the other replicas and from clients.</summary>
    public void Isolate(int place) => Drop((from, to, _) => from?.Value == place || to?.Value == place);

    public void Heal() => _drops.Clear();

    /// <summary>Lets a replica's messages be replaced on their way out; null drops one.</summary>
    public void Lie(int place, Func<ReplicaId?, Message, Message?> change) =>
        _lies.Add((from, to, message) => from.Value == place ? change(to, message) : message);

    /// <summary>Signs with a replica's key, as a liar who owns it can.</summary>
    public SignedStatement Sign(int place, Statement statement) =>
        new(statement, _signers[place].Sign(statement.TextDigest(Cluster, 0)));

    public Bundle SignBundle(int client, ulong incarnation, ulong first, params byte[][] requests)
    {
        var session = new SessionId(_clientSigners[client].PublicKey, incarnation);
        var bodies = requests.Select(r => (ReadOnlyMemory<byte>)r).ToArray();
        var signature = _clientSigners[client].Sign(Bundle.TextDigest(Cluster, session, first, 0, bodies));
        return new Bundle(session, first, 0, bodies, signature);
    }

    /// <summary>A client that starts again: the same key, a higher incarnation.</summary>
    public TestClient StartClient(int client, ulong incarnation)
    {
        var started = new TestClient(this, Clients.Count, _clientSigners[client], incarnation);
        Clients.Add(started);
        return started;
    }

    public bool RunUntilDone(params ulong[] tickets) => World.RunUntil(() => tickets.All(Client.IsDone));

    public bool RunUntilExecuted(ulong height) =>
        World.RunUntil(() => Replicas.All(r => !r.IsUp || r.Replica!.Executed.Value >= height));

    /// <summary>Null, or which replicas executed different things at one height.</summary>
    public string? AgreementFault()
    {
        foreach (var a in Replicas)
        {
            foreach (var b in Replicas)
            {
                foreach (var (height, digest) in a.Executed)
                {
                    if (b.Executed.TryGetValue(height, out var other) && other != digest)
                        return $"{a.Id} and {b.Id} differ at {height}";
                }
            }
        }

        return null;
    }

    internal ReplicaSetup SetupOf(ReplicaId id) => new()
    {
        Genesis = Genesis, Cluster = Cluster, Self = id, Application = Options.Application, Protocol = Options.Protocol,
        Options = Options.Replica,
    };

    internal Verifier NewVerifier(Configurations configurations) => new(Cluster, configurations, Scheme);

    internal void Send(ReplicaId from, Message message, Destination to)
    {
        switch (to.Kind)
        {
            case DestinationKind.Client:
                var client = Clients.Find(c => (ulong)c.Number + 1 == to.Connection);
                if (client is not null) Deliver(from, null, message, bytes => client.Receive(from, bytes));
                break;
            case DestinationKind.All:
                foreach (var replica in Replicas.Where(r => r.Id != from)) SendTo(from, replica, message);
                break;
            case DestinationKind.One:
                SendTo(from, Replicas[(int)to.Replica.Value], message);
                break;
        }
    }

    internal void SendFromClient(TestClient client, Message message, ReplicaId? to)
    {
        foreach (var replica in Replicas)
        {
            if (to is { } one && one != replica.Id) continue;
            if (_drops.Exists(rule => rule(null, replica.Id, message))) continue;
            var bytes = message.Encoded.ToArray();
            World.After(Options.NetworkDelay, () => replica.Receive(Origin.Client((ulong)client.Number + 1), bytes));
        }
    }

    private void SendTo(ReplicaId from, TestReplica to, Message message) =>
        Deliver(from, to.Id, message, bytes => to.Receive(Origin.Peer(from), bytes));

    private void Deliver(ReplicaId from, ReplicaId? to, Message message, Action<byte[]> receive)
    {
        var sent = message;
        foreach (var lie in _lies)
        {
            if (lie(from, to, sent) is not { } changed) return;
            sent = changed;
        }

        if (_drops.Exists(rule => rule(from, to, sent))) return;
        var bytes = sent.Encoded.ToArray();
        World.After(Options.NetworkDelay, () => receive(bytes));
    }
}
