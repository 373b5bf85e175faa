using Witan.Core.Composition;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Storage;
using Witan.Storage.Journals;
using Witan.Storage.Release;
using Witan.TestKit.Storage;

namespace Witan.TestKit.Cluster;

/// <summary>
/// A whole replica as a host would run it: journal on a disk, release gate, guard before the key, verifier before the
/// core. Only time, network and disk are the world's.
/// </summary>
public sealed class TestReplica
{
    private readonly TestCluster _cluster;
    private readonly ISigner _signer;
    private readonly Outbox _outbox = new();
    private readonly Dictionary<TimerId, long> _timers = [];
    private ReleaseGate _gate = new();
    private Journal? _journal;
    private Verifier _verifier = null!;
    private ParkedFrames<(Origin From, ReadOnlyMemory<byte> Bytes)> _parked = new();
    private Snapshot? _snapshot;
    private long _timerSerial;
    private int _starts;
    private int _life;

    public TestReplica(TestCluster cluster, ReplicaId id, ISigner signer)
    {
        _cluster = cluster;
        _signer = signer;
        Id = id;
        Journal.Create(Disk, Identity, 7, JournalOptions);
    }

    public ReplicaId Id { get; }

    public MemoryDisk Disk { get; private set; } = new();

    public Replica? Replica { get; private set; }

    /// <summary>Whether what was not flushed is there after a crash that the disk brings about.</summary>
    public bool UnsyncedSurvives { get; set; }

    public bool IsUp => Replica is not null;

    /// <summary>Why outside bytes were refused, and how often.</summary>
    public SortedDictionary<string, int> Rejections { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything noted, in order, over all lives.</summary>
    public List<Trace> Traces { get; } = [];

    /// <summary>Commitment digest per height, as first executed: an oracle apart from the replica.</summary>
    public SortedDictionary<ulong, Digest> Executed { get; } = [];

    private JournalIdentity Identity => new(_cluster.Cluster, Id);

    private static JournalOptions JournalOptions => new() { SegmentBytes = 256 * 1024 };

    private Clock Clock => new(new Instant(_cluster.World.Now), new BlockTime(_cluster.World.Now));

    public void Start()
    {
        _starts++;
        var loss = Sha256.Hash([(byte)Id.Value, (byte)_starts]);
        Guarded(() => Start(Recovery.Recover(Disk, _cluster.Codec, Identity, 7, loss, JournalOptions)));
    }

    private void Start(RecoveredReplica recovered)
    {
        _journal = recovered.Journal;
        _gate = new ReleaseGate();
        _parked = new();
        Replica = Replica.Recover(_cluster.SetupOf(Id), recovered.State with { Snapshot = _snapshot });
        _verifier = _cluster.NewVerifier(Replica.Configurations);
        _outbox.Clear();
        Replica.Start(Clock, _outbox);
        Carry();
    }

    /// <summary>The machine stops where the disk says so.</summary>
    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (SimulatedCrashException)
        {
            Crash(UnsyncedSurvives);
        }
    }

    /// <summary>Kill -9: what was not flushed may or may not be there.</summary>
    public void Crash(bool unsyncedSurvives = false)
    {
        _life++;
        _timers.Clear();
        _journal?.Dispose();
        _journal = null;
        Replica = null;
        Disk.Crash(() => unsyncedSurvives);
    }

    /// <summary>The snapshots are damaged; the journal, which was cut for them, is not.</summary>
    public void LoseSnapshots() => _snapshot = null;

    /// <summary>The data folder is gone, the key is not.</summary>
    public void LoseDisk()
    {
        Disk = new MemoryDisk();
        _snapshot = null;
    }

    public void Receive(Origin from, ReadOnlyMemory<byte> bytes) => Guarded(() =>
    {
        if (!IsUp) return;
        foreach (var waiting in _parked.Take(_verifier.Newest)) Judge(waiting.From, waiting.Bytes);
        Judge(from, bytes);
    });

    private void Judge(Origin from, ReadOnlyMemory<byte> bytes)
    {
        if (!IsUp) return;
        var message = _cluster.Codec.Decode(bytes, out var rejection);
        var verified = message is null ? null : _verifier.Verify(message, out rejection);
        if (verified is not null)
        {
            Step(new Input.Received(verified, from));
            return;
        }

        Count(rejection.Name);
        if (rejection == Rejection.ConfigurationAhead && from.Replica is { } peer)
            _parked.Park(peer, (from, bytes), bytes.Length, []);
    }

    public void Step(Input input)
    {
        _outbox.Clear();
        Replica!.Step(Clock, input, _outbox);
        Carry();
    }

    private void Carry()
    {
        _gate.Enqueue(_outbox.Effects);
        NoteExecuted();
        Release();
        WriteSoon();
    }

    private void WriteSoon()
    {
        if (!_gate.TryTakeBatch(out var batch)) return;
        var life = _life;
        Later(_cluster.Options.FlushDelay, () =>
        {
            _journal!.Append(batch);
            _journal.Flush();
            var inputs = _gate.Completed(batch);
            Release();
            foreach (var input in inputs) Step(input);
            if (life == _life) WriteSoon();
        });
    }

    private void Release()
    {
        while (_gate.TryDequeueReleased(out var effect)) Perform(effect);
    }

    private void Perform(Effect effect)
    {
        switch (effect)
        {
            case Effect.Send send:
                _cluster.Send(Id, send.Message, send.To);
                break;
            case Effect.SendEarly send:
                _cluster.Send(Id, send.Message, send.To);
                break;
            case Effect.Sign sign:
                Sign(sign);
                break;
            case Effect.SetTimer set:
                SetTimer(set.Timer, set.After);
                break;
            case Effect.CancelTimer cancel:
                _timers.Remove(cancel.Timer);
                break;
            case Effect.TakeSnapshot take:
                Later(2_000, () =>
                {
                    _snapshot = take.Snapshot;
                    Step(new Input.SnapshotDurable(take.Snapshot.Commitment.Height));
                });
                break;
            case Effect.Truncate truncate:
                _journal!.Truncate(truncate.Below);
                break;
            case Effect.Note note:
                Traces.Add(note.Trace);
                if (note.Trace.Kind == TraceKind.Rejected) Count(note.Trace.Reason);
                break;
        }
    }

    private void Sign(Effect.Sign sign)
    {
        Invariant.Require(Replica!.Guard.Admit(sign.Statement), "the safety guard admits own statements");
        var signature = _signer.Sign(sign.Statement.TextDigest(_cluster.Cluster, 0));
        var message = new SignedStatement(sign.Statement, signature);
        if (sign.To.Kind != DestinationKind.Self) _cluster.Send(Id, message, sign.To);
        Later(0, () => Step(new Input.OwnSigned(_verifier.Verify(message, out _)!)));
    }

    private void SetTimer(TimerId timer, TimeSpan after)
    {
        var serial = _timers[timer] = ++_timerSerial;
        Later(after.Ticks / TimeSpan.TicksPerMicrosecond, () =>
        {
            if (_timers.GetValueOrDefault(timer) != serial) return;
            _timers.Remove(timer);
            Step(new Input.TimerFired(timer));
        });
    }

    private void Later(long microseconds, Action action)
    {
        var life = _life;
        _cluster.World.After(microseconds, () =>
        {
            if (life == _life) Guarded(action);
        });
    }

    private void NoteExecuted()
    {
        var last = Replica!.Last.Commitment;
        Executed.TryAdd(last.Height.Value, last.Digest);
    }

    private void Count(string reason) => Rejections[reason] = Rejections.GetValueOrDefault(reason) + 1;
}
