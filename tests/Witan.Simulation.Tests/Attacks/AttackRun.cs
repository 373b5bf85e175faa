using System.Globalization;
using Witan.Core.Ordering;
using Witan.Primitives.Membership;
using Witan.Simulation.Attacks;
using Witan.Simulation.Checking;
using Witan.Simulation.Checking.Oracles;
using Witan.Simulation.Networks;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;
using Witan.Simulation.Workloads;
using Xunit;
using LinkQuality = Witan.Simulation.Networks.LinkQuality;

namespace Witan.Simulation.Tests.Attacks;

/// <summary>
/// A cluster of 3f + 1 with corrupted replicas, all oracles and a workload of puts and gets. Lies begin with the
/// cluster. What a test adds is when else something happens; <see cref="Check"/> is what must hold under every attack.
/// </summary>
internal sealed class AttackRun
{
    private readonly FaultySet _faulty = new();
    private readonly Findings _findings;
    private readonly MetLies _met;
    private readonly List<Attack> _attacks = [];

    /// <param name="seed">Of everything.</param>
    /// <param name="n">Replicas, 3f + 1.</param>
    /// <param name="corrupted">At most f of them.</param>
    /// <param name="gst">Microseconds; 0 for none.</param>
    /// <param name="isLong">
    /// Load for about four seconds instead of one: enough for two view changes. More in a block and more in flight
    /// otherwise.
    /// </param>
    /// <param name="window">L; K is 8.</param>
    /// <param name="sharedClient">A client whose key the liar holds too.</param>
    /// <param name="protocol">Null: PBFT.</param>
    public AttackRun(
        ulong seed, int n, int[] corrupted, long gst = 0, bool isLong = false, uint window = 16,
        int? sharedClient = null, IProtocol? protocol = null)
    {
        var service = new CounterService();
        var latency = new LinkQuality(200, 3_000);
        Cluster = new SimulatedCluster(new ClusterSettings
        {
            Seed = seed, Replicas = n, Faulty = (n - 1) / 3, Clients = 4,
            Protocol = protocol ?? new Protocols.Pbft.Protocol(),
            Application = service,
            Parameters = new ClusterParameters { CheckpointInterval = 8, Window = window, MaxBlockBytes = 64 * 1024 },
            Network = new NetworkSettings(latency, latency, gst),
        });
        _findings = new Findings(Cluster.World);
        foreach (var index in corrupted) _faulty.Add(Cluster[index].Id);
        Log = new LogOracle(
            _faulty, _findings, service,
            sharedClient is { } shared ? bundle => IsSignedBy(Cluster.Clients[shared], bundle) : null);
        Views = new ViewOracle(_faulty, _findings);
        _met = new MetLies(Cluster, _faulty);
        Cluster.Observe(new AgreementOracle(_faulty, _findings));
        Cluster.Observe(Log);
        Cluster.Observe(new PromiseOracle(Cluster.Cluster, _faulty, _findings));
        Cluster.Observe(new InvariantOracle(_faulty, _findings, disksFail: false));
        Cluster.Observe(Views);
        Cluster.Observe(new MemoryOracle(_faulty, _findings, limit: null));
        Cluster.Observe(_met);
        Adversary = new Adversary(Cluster, corrupted);
        Workload = new Workload(Cluster, service, new WorkloadSettings
        {
            Operations = isLong ? 400 : 120, ThinkHigh = isLong ? 60_000 : 10_000,
            Mix = [(OperationKind.Put, 2), (OperationKind.Get, 1)],
        });
    }

    public SimulatedCluster Cluster { get; }

    public Adversary Adversary { get; }

    public Workload Workload { get; }

    public LogOracle Log { get; }

    public ViewOracle Views { get; }

    /// <summary>How often all strategies together did their deed.</summary>
    public long Fired => _attacks.Sum(a => a.Fired);

    /// <summary>What the strategies did, in more detail, all of them together.</summary>
    public IReadOnlyCollection<string> Details =>
        [.. _attacks.SelectMany(a => a.Deeds.Details).Select(d => d.Key).Distinct()];

    /// <summary>Liars that showed both texts to one correct replica.</summary>
    public IReadOnlyCollection<uint> Met => _met.Pairs.Keys;

    public IReadOnlyList<SimulatedReplica> Correct => [.. Cluster.Replicas.Where(r => !_faulty.Contains(r.Id))];

    public static ArgValue Number(double value) => new ArgValue.Number(value);

    public static ArgValue Text(string value) => new ArgValue.Text(value);

    public static ArgValue Flag(bool value) => new ArgValue.Flag(value);

    public static ArgValue Replicas(params int[] replicas) =>
        new ArgValue.Nodes([.. replicas.Select(NodeName.Replica)]);

    /// <summary>Puts a strategy into a corrupted replica; it begins with <see cref="Run"/>.</summary>
    public AttackRun Lie(int replica, string strategy, params (string Name, ArgValue Value)[] args)
    {
        var described = StrategyCatalogue.Find(strategy)!;
        foreach (var (name, value) in args)
            Assert.True(described.Find(name)?.Admits(value), $"{strategy} does not admit {name} = {value}");
        var attack = AttackFactory.Create(
            new StrategyCall(described, [.. args.Select(a => new Named<ArgValue>(a.Name, a.Value))]),
            Cluster.Settings.Protocol.Name);
        _attacks.Add(attack);
        Cluster.World.At(0, () => Adversary[NodeName.Replica(replica)].Begin(attack));
        return this;
    }

    /// <summary>Cuts a replica from all others for a while.</summary>
    public AttackRun Cut(int replica, long at, long forMicroseconds)
    {
        var name = NodeName.Replica(replica);
        var cut = new Cut((from, to) => from.IsReplica && to.IsReplica && (from == name || to == name));
        Cluster.World.At(at, () => Cluster.Network.Add(cut));
        Cluster.World.At(at + forMicroseconds, () => Cluster.Network.Remove(cut));
        return this;
    }

    /// <summary>Lets something happen at a moment of the run.</summary>
    public AttackRun At(long at, Action<AttackRun> action)
    {
        Cluster.World.At(at, () => action(this));
        return this;
    }

    public AttackRun Crash(int replica, long at, long restartAfter)
    {
        Cluster.World.At(at, () => Cluster.Crash(replica, CrashDisk.Keep, restartAfter));
        return this;
    }

    /// <summary>
    /// Runs until all operations have ended, at most so long, and then until laggards have caught up.
    /// </summary>
    public AttackRun Run(long atMost = 60_000_000)
    {
        Cluster.Start();
        Workload.Start();
        var done = Cluster.World.RunUntil(() => Workload.IsDone || _findings.Violations.Count > 0, atMost);
        var level = done && Cluster.World.RunUntil(IsLevel, 10_000_000);
        TestContext.Current.TestOutputHelper?.WriteLine(Describe());
        Assert.Empty(_findings.Violations);
        Assert.True(done, $"{Workload.Open} operations are open; {Describe()}");
        Assert.True(level, $"a correct replica does not catch up; {Describe()}");
        return this;
    }

    /// <summary>It struck, everything is answered, nobody correct is accused, and lies that met are proved.</summary>
    /// <param name="withoutClient">A client whose key the liar holds: it may seem to lie, and fail.</param>
    public AttackRun Check(int? withoutClient = null)
    {
        Assert.True(Fired > 0, "the strategy never did its deed");
        Assert.All(_attacks, attack => Assert.Equal(attack.Fired > 0, attack.Deeds.Total > 0));
        Assert.Empty(Unanswered(withoutClient));
        Assert.DoesNotContain(Accusations(), a => !IsAgainstLiar(a.Key) && !IsAgainst(withoutClient, a.Key));
        foreach (var liar in Met)
            Assert.True(IsProved(liar), $"R{liar} said two things to one replica and none proved it; {Describe()}");
        return this;
    }

    /// <summary>Whether a correct replica holds evidence against this one.</summary>
    public bool IsProved(uint member) =>
        Accusations().Keys.Any(name => NameIn(name, "proved") == "R" + member.ToString(CultureInfo.InvariantCulture));

    private bool IsSignedBy(SimulatedClient client, Core.Messages.Bundle bundle) =>
        bundle.Session.Client == client.Signer.PublicKey && Cluster.Scheme.Verify(
            client.Signer.PublicKey, bundle.TextDigest(Cluster.Cluster), bundle.Signature);

    private string[] Unanswered(int? withoutClient) =>
        [.. Workload.Calls.Where(c => !c.IsAcknowledged && c.Client != withoutClient).Select(
            c => $"{c.Operation} of {c.CalledAt}: {c.Outcome}")];

    /// <summary>Counters of all correct replicas that name a member, added up.</summary>
    private SortedDictionary<string, ulong> Accusations()
    {
        var all = new SortedDictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var replica in Correct)
        {
            foreach (var (name, value) in replica.Core?.DescribeStatus(0).Counters ?? [])
            {
                if (name.StartsWith("lies.", StringComparison.Ordinal)) all[name] = all.GetValueOrDefault(name) + value;
            }
        }

        return all;
    }

    /// <summary>Whether all correct replicas have executed the same height.</summary>
    private bool IsLevel() =>
        Correct.All(r => r.Core is { } core && core.Executed == Correct[0].Core!.Executed);

    private bool IsAgainstLiar(string counter) => Cluster.Replicas.Any(r =>
        _faulty.Contains(r.Id) && (NameIn(counter, "proved") ?? NameIn(counter, "observed")) == r.Id.ToString());

    private bool IsAgainst(int? client, string counter) => client is { } index
        && NameIn(counter, "observed") == "client-" + Cluster.Clients[index].Signer.PublicKey.ToString()[..32];

    /// <summary>The member in "lies.WEIGHT.MEMBER", whatever follows; null for another weight.</summary>
    private static string? NameIn(string counter, string weight)
    {
        var parts = counter.Split('.');
        return parts.Length > 2 && parts[1] == weight ? parts[2] : null;
    }

    private string Describe()
    {
        var views = string.Join(",", Cluster.Replicas.Select(r => r.Core is { } core
            ? $"{core.Ordering.View}{core.Mode[0]}@{core.Executed}" : r.Failure?.Message ?? "down"));
        var accused = string.Join(" ", Accusations().Select(a => $"{a.Key}={a.Value}"));
        var met = string.Join(",", _met.Pairs.Select(p => $"R{p.Key}:{p.Value}"));
        return $"{Cluster.World.Now / 1000} ms, {Cluster.World.Happened} events, fired {Fired}, "
            + $"{Workload.Acknowledged} acknowledged, highest view {Views.Highest}, {views}; met {met}; {accused}";
    }
}
