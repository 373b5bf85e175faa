using Witan.Core.Composition;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Simulation.Chance;
using Witan.Simulation.Disks;
using Witan.Simulation.Scenarios;
using Witan.Storage.Disks;
using Witan.Storage.Journals;
using Witan.Storage.Release;
using Witan.Storage;

namespace Witan.Simulation.Nodes;

/// <summary>
/// A whole replica as a host runs it: the same core, journal, release gate, guard and verifier. Only time, network and
/// disk are the world's. This file: its life; what it does with effects is in the other part.
/// </summary>
public sealed partial class SimulatedReplica
{
    private readonly SimulatedCluster _cluster;
    private readonly ISigner _signer;
    private readonly Dice _dice;
    private readonly Outbox _outbox = new();
    private readonly Dictionary<TimerId, long> _timers = [];
    private readonly List<(bool IsPromise, byte Type)> _unwritten = [];
    private readonly List<(NodeName From, Message Message, bool AsBytes)> _dropped = [];
    private ParkedFrames<(NodeName From, Message Message, bool AsBytes)> _parked = new();
    private ReleaseGate _gate = new();
    private Journal? _journal;
    private Verifier _verifier;
    private SettledVotes? _settled;
    private SimulatedDisk? _oldImage;
    private long _timerSerial;
    private long _nextOwnSigned;
    private long _pausedUntil;
    private int _life;

    internal SimulatedReplica(SimulatedCluster cluster, NodeName self, ISigner signer)
    {
        _cluster = cluster;
        _signer = signer;
        Name = self;
        _dice = new Dice(cluster.Settings.Seed, "replica " + self);
        Clock = new SkewedClock(
            cluster.World, cluster.Settings.Skew.ElementAtOrDefault(self.Index),
            cluster.Settings.DriftPpm.ElementAtOrDefault(self.Index));
        _verifier = cluster.NewVerifier();
        Disk = NewDisk();
        Journal.Create(Disk, Identity, _dice.Next32(), cluster.Settings.Journal);
    }

    public NodeName Name { get; }

    public ReplicaId Id => Name.Id;

    /// <summary>Its key: a liar signs what it wants with it.</summary>
    public ISigner Signer => _signer;

    public SkewedClock Clock { get; }

    public SimulatedDisk Disk { get; private set; }

    /// <summary>The running core; null while it is down.</summary>
    public Replica? Core { get; private set; }

    public bool IsUp => Core is not null;

    /// <summary>Whether it stopped for a reason of its own and does not come back.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Set for a liar.</summary>
    public IInterceptor? Interceptor { get; set; }

    /// <summary>
    /// Told of every point at which it could be killed, with the type of the message that is persisted, stored, signed
    /// or sent (0 where a record is of none). False means that it is dead now.
    /// </summary>
    public Func<FailPoint, byte, bool>? AtPoint { get; set; }

    /// <summary>Whether images for <see cref="CrashDisk.Old"/> are kept.</summary>
    public bool KeepsOldImage { get; set; }

    /// <summary>Why outside bytes and inputs were refused, and how often, over all lives.</summary>
    public SortedDictionary<string, long> Rejections { get; } = new(StringComparer.Ordinal);

    /// <summary>Bytes that wait for the disk, an upper bound seen so far.</summary>
    public long MostBytesWaiting { get; private set; }

    /// <summary>Bytes that it holds for others now: pooled bundles, and what waits for the disk.</summary>
    public long HeldBytes => _gate.BytesNotDurable + (long)CounterOf("pool.bytes");

    /// <summary>Its tables that others can make grow, each with its bound; none while it is down.</summary>
    public IReadOnlyList<Gauge> Gauges => Core is null ? [] :
    [
        .. Core.Gauges,
        new("parked frames", _parked.Count, (long)_cluster.Replicas.Count * ParkedFrames<Message>.MaxPerPeer),
    ];

    /// <summary>Lies that it can prove: whose, and of which type of statement.</summary>
    public IReadOnlyList<(ReplicaId Member, byte Type)> ProvedLies => Core is null
        ? []
        : [.. Core.ProvedLies.Select(pair => (pair.Key.Member, pair.Key.Type))];

    public ulong StatesInstalled { get; private set; }

    private JournalIdentity Identity => new(_cluster.Cluster, Id);

    public void Start()
    {
        if (IsUp || Failure is not null) return;
        try
        {
            // Drawn whether it is needed or not: a loss does not shift what is drawn after it.
            var loss = Sha256.Hash(BitConverter.GetBytes(_dice.Next()));
            var recovered = Recovery.Recover(
                Disk, _cluster.Codec, Identity, _dice.Next32(), loss, _cluster.Settings.Journal);
            _journal = recovered.Journal;
            _gate = new ReleaseGate();
            _parked = new ParkedFrames<(NodeName, Message, bool)>();
            Core = Replica.Recover(_cluster.SetupOf(Id), recovered.State);
            _settled = new SettledVotes(Core.Configurations, Id);
            _verifier = _cluster.NewVerifier(Core.Configurations, _settled);
            _cluster.Observers.OnStarted(this);
            _outbox.Clear();
            Core.Start(Clock.Now, _outbox);
            Carry();
        }
        catch (Exception failure) when (failure is InvariantException or JournalException or DiskException)
        {
            Stop(failure);
        }
    }

    /// <summary>Kill -9.</summary>
    public void Crash(CrashDisk fate)
    {
        if (IsUp) End(null);
        switch (fate)
        {
            case CrashDisk.Keep:
                StopDisk();
                break;
            case CrashDisk.Lose:
                Disk = NewDisk();
                break;
            case CrashDisk.Old:
                Disk = _oldImage?.Image() ?? Disk.Image();
                break;
        }
    }

    /// <summary>Stands still: nothing is handled until then, everything afterwards.</summary>
    public void Pause(long microseconds) => _pausedUntil = Math.Max(_pausedUntil, _cluster.World.Now + microseconds);

    /// <summary>A message arrived from the network.</summary>
    internal void Receive(NodeName from, Message message, bool asBytes)
    {
        if (!IsUp) return;
        if (WaitIfPaused(() => Receive(from, message, asBytes))) return;
        if (Interceptor is not null && !Interceptor.OnReceive(from, message)) return;
        var life = _life;
        foreach (var waiting in _parked.Take(_verifier.Newest))
        {
            if (life == _life) Judge(waiting.From, waiting.Message, waiting.AsBytes);
        }

        if (life == _life) Judge(from, message, asBytes);
    }

    private void Judge(NodeName from, Message message, bool asBytes)
    {
        var rejection = Rejection.Malformed;
        var decoded = asBytes ? _cluster.Codec.Decode(message.Encoded.ToArray(), out rejection) : message;
        if (decoded is not null && Verify(decoded, out rejection) is { } verified)
        {
            var life = _life;
            if (_verifier.Contradicted(verified) is { } earlier)
                Step(new Input.Received(earlier, _cluster.OriginOf(from)));
            if (life == _life) Step(new Input.Received(verified, _cluster.OriginOf(from)));
            return;
        }

        if (rejection == Rejection.Settled) return;
        Reject(rejection.Name);
        if (rejection == Rejection.ConfigurationAhead && from.IsReplica)
            _parked.Park(from.Id, (from, message, asBytes), message.Encoded.Length, _dropped);
        _dropped.Clear();
    }

    private Verified<Message>? Verify(Message message, out Rejection rejection)
    {
        var before = _verifier.Computed;
        var verified = _verifier.Verify(message, out rejection);
        _cluster.Observers.OnVerified(this, message, (long)(_verifier.Computed - before));
        return verified;
    }

    private void Step(Input input)
    {
        if (!IsUp) return;
        try
        {
            _outbox.Clear();
            Core!.Step(Clock.Now, input, _outbox);
            Carry();
        }
        catch (Exception failure) when (failure is InvariantException or DiskException)
        {
            Stop(failure);
        }
    }

    /// <summary>It stops itself: a broken invariant or a failed disk.</summary>
    private void Stop(Exception failure)
    {
        Failure = failure;
        End(failure);
    }

    private void End(Exception? reason)
    {
        _life++;
        _timers.Clear();
        _unwritten.Clear();
        _journal?.Dispose();
        _journal = null;
        Core = null;
        _pausedUntil = 0;
        _cluster.Observers.OnStopped(this, reason);
    }

    private void StopDisk()
    {
        var all = _dice.Chance(0.5);
        if (Disk.Faults.TearsAtCrash()) Disk.Crash(() => _dice.Chance(0.5));
        else Disk.Crash(() => all);
    }

    private ulong CounterOf(string name)
    {
        if (Core is null) return 0;
        foreach (var (key, value) in Core.DescribeStatus(0).Counters)
        {
            if (key == name) return value;
        }

        return 0;
    }

    private SimulatedDisk NewDisk() => new(new DiskFaults(_dice, _cluster.Settings.Disks));

    private bool WaitIfPaused(Action action)
    {
        if (_cluster.World.Now >= _pausedUntil) return false;
        var life = _life;
        _cluster.World.At(_pausedUntil, () =>
        {
            if (life == _life) action();
        });
        return true;
    }

    /// <summary>Later in this life; a paused replica does it when it wakes.</summary>
    private void Later(long microseconds, Action action)
    {
        var life = _life;
        _cluster.World.After(microseconds, () =>
        {
            if (life == _life && !WaitIfPaused(action)) action();
        });
    }

    private void Reject(string reason) => Rejections[reason] = Rejections.GetValueOrDefault(reason) + 1;

    /// <summary>Whether it is still alive after a point at which it could have been killed.</summary>
    private bool Survives(FailPoint kind, byte type)
    {
        if (AtPoint is null) return true;
        var life = _life;
        return AtPoint(kind, type) && life == _life;
    }
}
