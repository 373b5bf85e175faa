using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Witan.Client;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Node;

/// <summary>
/// A verifying client with connections to all replicas of the genesis. It believes certificates only; what a replica
/// says and cannot prove is counted in <see cref="Lies"/>.
/// </summary>
public sealed class WitanClient : IWitanClient, IAsyncDisposable, ILinkEvents, IVerifiedSink
{
    // Messages of one replica that were read but not handled; the largest reply fits several times.
    private const int FramesInside = 4096;
    private const long BytesInside = 32L << 20;
    private const int QueueFrames = 8192;
    private const long QueueBytes = 64L << 20;

    // A connection that does not notice that it is to end keeps nobody from ending.
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly WitanClientOptions _options;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly SigningKey _key;
    private readonly CancellationTokenSource _stopping = new();
    private readonly VerificationPool _pool;
    private readonly ClientLoop _loop;
    private readonly Thread _thread;
    private readonly FrozenDictionary<ReplicaId, Link> _links;
    private readonly FrozenDictionary<ReplicaId, Inbound> _inbound;
    private readonly ConcurrentDictionary<ReplicaId, string> _problems = new();
    private readonly ConcurrentDictionary<ulong, TaskCompletionSource<StatusAnswer>> _questions = new();
    private Task _network = Task.CompletedTask;
    private ulong _lastQuestion;
    private int _ended;

    private WitanClient(
        WitanClientOptions options, Trust trust, SigningKey key, ulong incarnation, ILogger log, TimeProvider time)
    {
        (_options, _log, _time, _key, Trust) = (options, log, time, key, trust);
        Incarnation = incarnation;
        var members = Configuration.Members;
        var identity = new ClientIdentity(key, incarnation, new Digest(RandomNumberGenerator.GetBytes(Digest.Size)));
        var machine = new ClientMachine(trust, identity, options.Machine, options.Application);
        var hello = Hello.Of(trust.Cluster, Configuration, null);
        var settings = new LinkSettings(hello, null, time, options.HandshakeTimeout);
        _links = members.ToFrozenDictionary(
            member => member.Id, member => new Link(member, settings, new SendLanes(QueueFrames, QueueBytes), this));
        _inbound = members.ToFrozenDictionary(
            member => member.Id,
            member => new Inbound(Origin.Peer(member.Id), new FlowCredit(FramesInside, BytesInside)));
        _loop = new ClientLoop(machine, new HostClock(time), Send, Flush);
        _pool = new VerificationPool(
            options.VerificationThreads, "witan client", new MessageCodec(options.Codec),
            () => trust.CreateVerifier(Ed25519Provider.Default), this, Fail);
        _thread = new Thread(Run) { IsBackground = true, Name = "witan client" };
    }

    public Trust Trust { get; }

    /// <summary>The configuration that is trusted.</summary>
    public Configuration Configuration => Trust.Configurations.Newest;

    public PublicKey PublicKey => _key.PublicKey;

    /// <summary>Of this life; reserved durably.</summary>
    public ulong Incarnation { get; }

    /// <summary>How many replicas it is connected to.</summary>
    public int Connected => _links.Values.Count(link => link.IsUp);

    /// <summary>The highest certified height that it has seen.</summary>
    public Height Highest => _loop.Highest;

    /// <summary>Reserves an incarnation and begins to connect.</summary>
    /// <param name="options">Settings; checked here.</param>
    /// <param name="logging">Null for none.</param>
    /// <param name="time">Clocks; null for the system's.</param>
    /// <exception cref="NodeSetupException">It cannot start: one line says why.</exception>
    public static WitanClient Start(
        WitanClientOptions options, ILoggerFactory? logging = null, TimeProvider? time = null)
    {
        if (options.Problem() is { } problem) throw new NodeSetupException(problem);
        var trust = ClusterFolder.ReadTrust(options.TrustFile);
        var key = KeyFiles.LoadStatementKey(options.KeyFile, options.Passphrase);
        var clock = time ?? TimeProvider.System;
        var incarnation = Incarnations.Reserve(options.DataFolder, clock);
        var log = (logging ?? NullLoggerFactory.Instance).CreateLogger("Witan.Node.Client");
        var client = new WitanClient(options, trust, key, incarnation, log, clock);
        client.Begin();
        return client;
    }

    public Task<Proven<ReadOnlyMemory<byte>>> SubmitAsync(
        ReadOnlyMemory<byte> request, CancellationToken cancellation = default)
    {
        RequireSize(request, 1, nameof(request));
        var ticket = _loop.NextTicket();
        return _loop.CallAsync(ticket, new ClientInput.Submit(ticket, request, _options.Patience), cancellation);
    }

    public Task<Proven<ReadOnlyMemory<byte>>> QueryAsync(
        ReadOnlyMemory<byte> query, ReadLevel level, CancellationToken cancellation = default)
    {
        RequireSize(query, 0, nameof(query));
        var ticket = _loop.NextTicket();
        return _loop.CallAsync(ticket, new ClientInput.Query(ticket, query, level, _options.Patience), cancellation);
    }

    public Task<Proven<ReadOnlyMemory<byte>>> QueryAsync(
        ReadOnlyMemory<byte> query, ReadLevel level, ReadOnlyMemory<byte> orderedForm,
        CancellationToken cancellation = default)
    {
        RequireSize(query, 0, nameof(query));
        RequireSize(orderedForm, 1, nameof(orderedForm));
        var ticket = _loop.NextTicket();
        return _loop.CallAsync(
            ticket, new ClientInput.Query(ticket, query, level, _options.Patience, orderedForm), cancellation);
    }

    /// <summary>Asks every replica how it is. What they say is unproved.</summary>
    /// <param name="patience">How long to wait for those that do not answer.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>One report per member, in the order of the configuration.</returns>
    public async Task<IReadOnlyList<ReplicaReport>> StatusAsync(
        TimeSpan patience, CancellationToken cancellation = default) =>
        await Task.WhenAll(Configuration.Members.Select(member => AskAsync(member, patience, cancellation)))
            .ConfigureAwait(false);

    /// <summary>What members did that this client holds against them, and what that is worth.</summary>
    public IReadOnlyList<LieCount> Lies() => _loop.Lies();

    /// <summary>Whether this client has a connection to the member.</summary>
    public bool IsConnected(ReplicaId member) => _links.TryGetValue(member, out var link) && link.IsUp;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _network.WaitAsync(StopWithin).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _loop.Close();
        _pool.Dispose();
        _thread.Join();
        foreach (var inbound in _inbound.Values) inbound.Dispose();
        _stopping.Dispose();
        _key.Dispose();
    }

    void ILinkEvents.OnUp(ReplicaId peer)
    {
        _problems.TryRemove(peer, out _);
        _log.ClientUp(peer);
        _loop.Post(new ClientEvent(new ClientInput.Connected(peer)));
    }

    void ILinkEvents.OnDown(ReplicaId peer, string reason)
    {
        if (!_problems.TryGetValue(peer, out var known) || known != reason) _log.ClientDown(peer, reason);
        _problems[peer] = reason;
        _loop.Post(new ClientEvent(new ClientInput.Disconnected(peer)));
    }

    async ValueTask ILinkEvents.OnFrameAsync(ReplicaId peer, FrameRead frame, CancellationToken cancellation)
    {
        var inbound = _inbound[peer];
        _pool.Post(new Arrival(inbound, frame.Bytes, frame.Streak));
        await inbound.Credit.EnterAsync(frame.Bytes.Length, cancellation).ConfigureAwait(false);
    }

    void IVerifiedSink.OnVerified(Inbound from, Verified<Message> message, int bytes)
    {
        if (message.Message is StatusAnswer answer)
        {
            from.Credit.Leave(bytes);
            if (answer.Replica == from.Origin.Replica && _questions.TryRemove(answer.Id, out var question))
                question.TrySetResult(answer);
            return;
        }

        _loop.Post(new ClientEvent(new ClientInput.Received(message, from.Origin.Replica!.Value), from, bytes));
    }

    void IVerifiedSink.OnRefused(Inbound from, Rejection reason)
    {
        var replica = from.Origin.Replica!.Value;
        _loop.Post(new ClientEvent(
            reason == Rejection.ConfigurationAhead
                ? new ClientInput.ConfigurationAhead(replica)
                : new ClientInput.Unverified(replica)));
    }

    private static void RequireSize(ReadOnlyMemory<byte> bytes, int least, string name)
    {
        if (bytes.Length < least || bytes.Length > Limits.MaxRequestBytes)
        {
            throw new ArgumentException(
                $"{name} has {bytes.Length} bytes; {least} to {Limits.MaxRequestBytes} are allowed", name);
        }
    }

    private void Begin()
    {
        _pool.Start();
        _thread.Start();
        _network = Task.WhenAll(_links.Values.Select(link => link.RunAsync(_stopping.Token)));
    }

    private void Run()
    {
        try
        {
            _loop.Run([.. Configuration.Members.Select(member => member.Id)]);
        }
        catch (Exception failure)
        {
            Fail(failure);
        }
    }

    // A broken invariant of the client: every call ends, and none is taken any more.
    private void Fail(Exception failure)
    {
        _log.ClientFailed(failure.Message, failure);
        _loop.Close();
        _loop.Abandon(failure);
    }

    private void Send(Message message, ReplicaId? to)
    {
        var bytes = message.Pieces;
        foreach (var (id, link) in _links)
            if ((to is null || to == id) && link.IsUp) link.Queue.Enqueue(bytes);
    }

    private void Flush()
    {
        foreach (var link in _links.Values) link.Flush();
    }

    private static string Silence(TimeSpan patience) =>
        string.Create(CultureInfo.InvariantCulture, $"no answer within {patience.TotalSeconds:0.#} s");

    private async Task<ReplicaReport> AskAsync(Member member, TimeSpan patience, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref _lastQuestion);
        var question = new TaskCompletionSource<StatusAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions[id] = question;
        try
        {
            _links[member.Id].Queue.Enqueue(new StatusQuery(id).Encoded);
            _links[member.Id].Flush();
            var answer = await question.Task.WaitAsync(patience, _time, cancellation).ConfigureAwait(false);
            return new ReplicaReport(member, answer, "");
        }
        catch (TimeoutException)
        {
            return new ReplicaReport(member, null, _problems.GetValueOrDefault(member.Id, Silence(patience)));
        }
        finally
        {
            _questions.TryRemove(id, out _);
        }
    }
}
