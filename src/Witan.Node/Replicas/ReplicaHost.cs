using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Witan.Client;
using Witan.Core.Application;
using Witan.Core.Composition;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Storage.Snapshots;

namespace Witan.Node;

/// <summary>
/// One replica as a process runs it: sockets, threads and files around the deterministic core. It adds no rules.
/// Whatever must not happen (a broken invariant, a failed flush) stops it at once and faults <see cref="Completion"/>.
/// </summary>
public sealed class ReplicaHost : IAsyncDisposable, IVerifiedSink
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Tally _tally = new();
    private readonly CoreInbox _inbox = new();
    private readonly NodeOptions _options;
    private readonly ILogger _log;
    private readonly FolderLock _lock;
    private readonly TlsIdentity _identity;
    private readonly SigningKey _key;
    private readonly NodeMeter _meter;
    private readonly Replica _replica;
    private readonly VerificationPool _pool;
    private readonly Listener _listener;
    private readonly PeerLinks _links;
    private readonly JournalWriter _journal;
    private readonly Egress _egress;
    private readonly SnapshotKeeper _snapshots;
    private readonly CoreLoop _core;
    private readonly Thread _thread;
    private Task _network = Task.CompletedTask;
    private Exception? _failure;
    private int _ended;

    private ReplicaHost(NodeOptions options, HostParts parts, Socket socket, ILogger log)
    {
        var (trust, time) = (parts.Trust, parts.Time);
        (_options, _log, _lock, _identity, _key, _replica) =
            (options, log, parts.Lock, parts.Identity, parts.Key, parts.Replica);
        Id = options.Id;
        Trust = trust;
        Address = (System.Net.IPEndPoint)socket.LocalEndPoint!;
        var configurations = _replica.Configurations;
        var settled = new SharedSettledVotes(new SettledVotes(configurations, Id));
        var remembered = RememberedSignatures(configurations.Newest.N);
        Verifier Verifier() =>
            new(trust.Cluster, configurations, Ed25519Provider.Default, remembered, settled);
        _meter = new NodeMeter(Id, time, _tally);
        _pool = new VerificationPool(options.VerificationThreads, Id.ToString(), parts.Codec, Verifier, this, Fail);
        _listener = new Listener(
            new ListenerSettings(trust.Cluster, Id, configurations, _identity, time, options), socket, _pool, _tally,
            log);
        var hello = Hello.Of(trust.Cluster, configurations.Newest, Id);
        _links = new PeerLinks(
            Id, configurations.Newest, new LinkSettings(hello, _identity, time, options.HandshakeTimeout), options,
            log);
        _journal = new JournalWriter(parts.Recovered.Journal, Id.ToString(), _inbox, _meter, Fail);
        _egress = new Egress(
            new EgressSettings(Id, trust.Cluster, configurations, _links, _listener, _tally, log), _key, Verifier(),
            _inbox, Fail);
        _snapshots = new SnapshotKeeper(new SnapshotStore(parts.Disk, trust.Cluster), Id, _inbox, Fail, log);
        _core = new CoreLoop(
            new CoreParts(
                _replica, Id, new HostClock(time), _inbox, _egress, _journal, _snapshots, Verifier(), settled, _tally,
                log),
            Fail);
        _thread = new Thread(_core.Run) { IsBackground = true, Name = Id + " core" };
        Observe();
    }

    public ReplicaId Id { get; }

    /// <summary>The genesis that it serves.</summary>
    public Trust Trust { get; }

    /// <summary>Where peers and clients reach it.</summary>
    public System.Net.IPEndPoint Address { get; }

    /// <summary>How it stands.</summary>
    public ReplicaView View => _core.View;

    /// <summary>How many peers it can send to.</summary>
    public int ReachablePeers => _links.Up;

    /// <summary>Whether messages to this peer leave at once.</summary>
    public bool Reaches(ReplicaId peer) => _links.IsUp(peer);

    /// <summary>Clients that are connected.</summary>
    public int Clients => _listener.Clients;

    /// <summary>Why outside bytes were refused, and how often.</summary>
    public IReadOnlyDictionary<string, long> Rejections => _tally.Rejections;

    /// <summary>Events counted by name.</summary>
    public IReadOnlyDictionary<string, long> Counts => _tally.Counts;

    /// <summary>
    /// Ends when the replica has stopped; faulted if it stopped itself, with the broken invariant or the failure of the
    /// disk.
    /// </summary>
    public Task Completion => _completion.Task;

    /// <summary>Recovers what the folder remembers and joins the cluster.</summary>
    /// <param name="options">Settings; checked here.</param>
    /// <param name="application">The state machine that the genesis names.</param>
    /// <param name="protocol">The protocol that the configuration names.</param>
    /// <param name="logging">Null for none.</param>
    /// <param name="time">Clocks; null for the system's.</param>
    /// <exception cref="NodeSetupException">It cannot start: one line says why.</exception>
    public static ReplicaHost Start(
        NodeOptions options, IStateMachine application, IProtocol protocol, ILoggerFactory? logging = null,
        TimeProvider? time = null)
    {
        var log = (logging ?? NullLoggerFactory.Instance).CreateLogger("Witan.Node");
        var parts = HostParts.Load(options, application, protocol, time ?? TimeProvider.System);
        try
        {
            var address = options.Listen.Length > 0 ? options.Listen : parts.Member.Address;
            var host = new ReplicaHost(options, parts, Sockets.Listen(Sockets.Parse(address), 512), log);
            host.Begin(parts, protocol, address);
            return host;
        }
        catch
        {
            parts.Dispose();
            throw;
        }
    }

    /// <summary>Stops: no more inputs, what was promised is flushed, connections close.</summary>
    public Task StopAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0) _ = Task.Run(EndAsync);
        return _completion.Task.ContinueWith(
            static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    void IVerifiedSink.OnVerified(Inbound from, Verified<Message> message, int bytes) =>
        _inbox.Post(new CoreEvent(new Input.Received(message, from.Origin), null, from, bytes));

    void IVerifiedSink.OnRefused(Inbound from, Rejection reason)
    {
        if (reason == Rejection.Settled)
        {
            _tally.Count("VoteSetAside");
            return;
        }

        _tally.Reject(reason.Name);
        // A member may be lying and is watched; a client that does not speak the language is shown the door.
        if (!from.Origin.IsClient || (reason != Rejection.NotForClients && reason != Rejection.Malformed)) return;
        _log.ClientRefused(Id, from.Origin.ToString(), reason.Name);
        from.Close();
    }

    private void Begin(HostParts parts, IProtocol protocol, string address)
    {
        var recovered = parts.Recovered;
        if (recovered.State.LostMemory) _log.LostMemory(Id);
        if (recovered.TornBytes > 0) _log.JournalTorn(Id, recovered.TornBytes);
        foreach (var refused in recovered.RefusedSnapshots) _log.SnapshotRefused(Id, refused.File, refused.Why);
        _log.Started(
            Id, Trust.Cluster.Abbreviated, address, _replica.Executed.Value, protocol.Name,
            Ed25519Provider.Default.Name);
        _journal.Start();
        _egress.Start();
        _pool.Start();
        _thread.Start();
        _network = Task.WhenAll(_listener.RunAsync(_stopping.Token), _links.RunAsync(_stopping.Token));
    }

    /// <summary>
    /// What was a vote comes again in a certificate: soon, or in the prepared certificates of a view change, of which a
    /// window is full. Above this it is verified again. Each takes some 400 bytes, and every verifying thread has its
    /// own.
    /// </summary>
    private static int RememberedSignatures(int members) => Math.Clamp(512 * members, 2048, 8192);

    private void Fail(Exception failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure, null) is not null) return;
        _log.Failed(Id, failure.Message, failure);
        _core.Abandon();
        _ = StopAsync();
    }

    private async Task EndAsync()
    {
        try
        {
            await _stopping.CancelAsync().ConfigureAwait(false);
            _pool.Dispose();
            _inbox.Close();
            if (_thread.IsAlive) _thread.Join();
            _snapshots.Dispose();
            _journal.Dispose();
            _egress.Dispose();
            await _network.WaitAsync(_options.StopTimeout).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _listener.Dispose();
            _meter.Dispose();
            _identity.Dispose();
            _key.Dispose();
            _lock.Dispose();
            _log.Stopped(Id, _replica.Executed.Value);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
        }

        if (_failure is { } reason) _completion.TrySetException(reason);
        else _completion.TrySetResult();
    }

    private void Observe()
    {
        _meter.Observe("witan_executed_height", () => checked((long)View.Executed.Value));
        _meter.Observe("witan_stable_height", () => checked((long)View.Stable.Value));
        _meter.Observe("witan_view", () => checked((long)View.View.Value));
        _meter.Observe("witan_leader", () => View.Leader.Value);
        _meter.Observe("witan_clients", () => Clients);
        _meter.Observe("witan_reachable_peers", () => ReachablePeers);
        _meter.Observe("witan_core_waiting", () => _inbox.Waiting);
        _meter.Observe("witan_verification_waiting", () => _pool.Waiting);
        _meter.Observe("witan_egress_waiting", () => _egress.Waiting);
        _meter.Observe("witan_peer_queue_bytes", () => _links.QueuedBytes);
        _meter.Observe("witan_journal_waiting_bytes", () => _core.BytesNotDurable);
        _meter.ObserveTotal("witan_dropped_frames_total", () => _links.Dropped);
        // Of the whole process, which mostly is one replica.
        _meter.ObserveTotal("witan_process_allocated_bytes_total", () => GC.GetTotalAllocatedBytes());
        _meter.ObserveTotal("witan_process_gc_pause_microseconds_total", GarbagePauses);
    }

    private static long GarbagePauses() => (long)GC.GetTotalPauseDuration().TotalMicroseconds;
}
