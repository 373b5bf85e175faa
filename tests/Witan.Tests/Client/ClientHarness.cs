using System.Text;
using Witan.Client;
using Witan.Core.Application;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Verification;
using Witan.Primitives;

namespace Witan.Tests.Client;

/// <summary>Hosts one client machine in virtual time. Every message passes the wire and the verifier.</summary>
internal sealed class ClientHarness
{
    private readonly ClientOutbox _outbox = new();
    private readonly MessageCodec _codec = new(new NoProtocol());
    private readonly Verifier _verifier;
    private long _now = 5_000_000;
    private long? _timer;
    private ulong _ticket;

    public ClientHarness(
        FakeCluster cluster, ClientOptions? options = null, bool connect = true, bool withMachine = true)
    {
        Cluster = cluster;
        _verifier = cluster.Trust.CreateVerifier(cluster.Scheme);
        Machine = new ClientMachine(
            cluster.Trust, cluster.Identity, options ?? new ClientOptions(), withMachine ? new KeyValues() : null);
        if (!connect) return;
        for (uint i = 0; i < cluster.Configuration.N; i++) Step(new ClientInput.Connected(new ReplicaId(i)));
    }

    public FakeCluster Cluster { get; }

    public ClientMachine Machine { get; }

    public List<ClientEffect.Send> Sent { get; } = [];

    public SortedList<ulong, ClientOutcome> Done { get; } = [];

    /// <summary>Block time as this host's wall clock shows it, in microseconds.</summary>
    public long Wall { get; set; } = 2_000_000;

    public Bundle[] Bundles => [.. Sent.Select(s => s.Message).OfType<Bundle>()];

    public Confirm[] Confirms => [.. Sent.Select(s => s.Message).OfType<Confirm>()];

    public ReadRequest[] Reads => [.. Sent.Select(s => s.Message).OfType<ReadRequest>()];

    public int LastAsked => (int)Sent.Last(s => s.Message is ReadRequest).To!.Value.Value;

    public static string TextOf(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public ulong Submit(string request, long patienceMilliseconds = 10_000)
    {
        Step(new ClientInput.Submit(++_ticket, FakeCluster.Text(request), Milliseconds(patienceMilliseconds)));
        return _ticket;
    }

    public ulong Query(string key, ReadLevel? level = null, string? ordered = null, long patienceMilliseconds = 10_000)
    {
        Step(new ClientInput.Query(
            ++_ticket, FakeCluster.Text(key), level ?? new ReadLevel.Linearizable(), Milliseconds(patienceMilliseconds),
            ordered is null ? null : (ReadOnlyMemory<byte>?)FakeCluster.Text(ordered)));
        return _ticket;
    }

    /// <summary>Encodes, decodes, verifies and delivers, as a host does.</summary>
    public void Deliver(int from, Message message)
    {
        var replica = new ReplicaId((uint)from);
        var decoded = _codec.Decode(message.Encoded.ToArray(), out _);
        var verified = decoded is null ? null : _verifier.Verify(decoded, out _);
        Step(verified is null ? new ClientInput.Unverified(replica) : new ClientInput.Received(verified, replica));
    }

    public void Advance(long milliseconds)
    {
        var end = _now + (milliseconds * 1000);
        while (_timer <= end)
        {
            _now = _timer!.Value;
            _timer = null;
            Step(new ClientInput.TimerFired(new TimerId("client", "due", 0)));
        }

        _now = end;
    }

    /// <summary>Calls that came in one moment.</summary>
    public void SubmitTogether(params string[] requests) => Together(
        [.. requests.Select(r => new ClientInput.Submit(++_ticket, FakeCluster.Text(r), Milliseconds(10_000)))]);

    public void Together(params ClientInput[] calls)
    {
        Machine.StepTogether(new Clock(new Instant(_now), new BlockTime(Wall)), calls, _outbox);
        TakeEffects();
    }

    public void Step(ClientInput input)
    {
        Machine.Step(new Clock(new Instant(_now), new BlockTime(Wall)), input, _outbox);
        TakeEffects();
    }

    private void TakeEffects()
    {
        foreach (var effect in _outbox.Effects) Take(effect);
        _outbox.Clear();
    }

    public ClientFailure? FailureOf(ulong ticket) => Done[ticket] is ClientOutcome.Failed failed ? failed.Reason : null;

    public string ResultOf(ulong ticket) => Done[ticket] switch
    {
        ClientOutcome.Acknowledged done => TextOf(done.Result.Value),
        ClientOutcome.Answered done => TextOf(done.Result.Value),
        var other => other.ToString(),
    };

    private void Take(ClientEffect effect)
    {
        if (effect is ClientEffect.Send send) Sent.Add(send);
        if (effect is ClientEffect.SetTimer timer) _timer = _now + (timer.After.Ticks / TimeSpan.TicksPerMicrosecond);
        if (effect is ClientEffect.Complete done) Done.Add(done.Ticket, done.Outcome);
    }

    private static TimeSpan Milliseconds(long count) => new(count * TimeSpan.TicksPerMillisecond);

    /// <summary>Requests and queries of the fake cluster. A query is a key; its answer the value, or nothing.</summary>
    private sealed class KeyValues : IStateMachine
    {
        public bool Validate(ReadOnlySpan<byte> request) => request[0] != (byte)'!';

        public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results) =>
            throw new InvalidOperationException("a client applies nothing");

        public byte[] Query(IStateView view, ReadOnlySpan<byte> query) =>
            view.Map("kv").TryGet(query, out var value) ? value.ToArray() : [];
    }
}
