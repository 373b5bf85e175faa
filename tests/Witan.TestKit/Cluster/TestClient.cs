using System.Text;
using Witan.Client;
using Witan.Core.Contract;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;

namespace Witan.TestKit.Cluster;

/// <summary>A verifying client in the world, connected to every replica that is up.</summary>
public sealed class TestClient
{
    private readonly TestCluster _cluster;
    private readonly ClientMachine _machine;
    private readonly Verifier _verifier;
    private readonly ParkedFrames<(ReplicaId From, ReadOnlyMemory<byte> Bytes)> _parked = new();
    private readonly Dictionary<TimerId, long> _timers = [];
    private long _serial;
    private ulong _ticket;

    public TestClient(TestCluster cluster, int number, ISigner signer, ulong incarnation)
    {
        _cluster = cluster;
        Number = number;
        Trust = new Trust(cluster.Genesis);
        _verifier = cluster.NewVerifier(Trust.Configurations);
        _machine = new ClientMachine(
            Trust, new ClientIdentity(signer, incarnation, Sha256.Hash(BitConverter.GetBytes(number))),
            new ClientOptions(), cluster.Options.Application);
        foreach (var replica in cluster.Replicas) Step(new ClientInput.Connected(replica.Id));
    }

    /// <summary>Also its connection number at every replica, plus one.</summary>
    public int Number { get; }

    public ClientMachine Machine => _machine;

    /// <summary>What it began with, and the steps that it has learnt.</summary>
    public Trust Trust { get; }

    /// <summary>How each ticket ended.</summary>
    public SortedDictionary<ulong, ClientOutcome> Outcomes { get; } = [];

    public ulong Submit(string request) =>
        Begin(t => new ClientInput.Submit(t, Encoding.UTF8.GetBytes(request), Patience));

    public ulong Query(string query, ReadLevel? level = null) => Begin(
        t => new ClientInput.Query(t, Encoding.UTF8.GetBytes(query), level ?? new ReadLevel.Linearizable(), Patience));

    public bool IsDone(ulong ticket) => Outcomes.ContainsKey(ticket);

    /// <summary>
    /// The number that an acknowledged request or an answered query gave; null if it ended otherwise or is open.
    /// </summary>
    public ulong? NumberOf(ulong ticket) => Outcomes.GetValueOrDefault(ticket) switch
    {
        ClientOutcome.Acknowledged { Result.Value: var value } => ReadNumber(value.Span),
        ClientOutcome.Answered { Result.Value: var value } => ReadNumber(value.Span),
        _ => null,
    };

    public void Receive(ReplicaId from, ReadOnlyMemory<byte> bytes)
    {
        foreach (var (peer, waiting) in _parked.Take(_verifier.Newest)) Judge(peer, waiting);
        Judge(from, bytes);
    }

    private void Judge(ReplicaId from, ReadOnlyMemory<byte> bytes)
    {
        var message = _cluster.Codec.Decode(bytes, out var rejection);
        var verified = message is null ? null : _verifier.Verify(message, out rejection);
        if (verified is not null)
        {
            Step(new ClientInput.Received(verified, from));
        }
        else if (rejection == Rejection.ConfigurationAhead)
        {
            _parked.Park(from, (from, bytes), bytes.Length, []);
            Step(new ClientInput.ConfigurationAhead(from));
        }
        else
        {
            Step(new ClientInput.Unverified(from));
        }
    }

    private static TimeSpan Patience => new(20 * TimeSpan.TicksPerSecond);

    private static ulong ReadNumber(ReadOnlySpan<byte> value) => value.IsEmpty ? 0 : BitConverter.ToUInt64(value);

    private ulong Begin(Func<ulong, ClientInput> input)
    {
        var ticket = ++_ticket;
        Step(input(ticket));
        return ticket;
    }

    private void Step(ClientInput input)
    {
        var outbox = new ClientOutbox();
        _machine.Step(new Clock(new Instant(_cluster.World.Now), new BlockTime(_cluster.World.Now)), input, outbox);
        foreach (var effect in outbox.Effects) Perform(effect);
    }

    private void Perform(ClientEffect effect)
    {
        switch (effect)
        {
            case ClientEffect.Send send:
                _cluster.SendFromClient(this, send.Message, send.To);
                break;
            case ClientEffect.SetTimer set:
                var serial = _timers[set.Timer] = ++_serial;
                _cluster.World.After(set.After.Ticks / TimeSpan.TicksPerMicrosecond, () =>
                {
                    if (_timers[set.Timer] == serial) Step(new ClientInput.TimerFired(set.Timer));
                });
                break;
            case ClientEffect.Complete complete:
                Outcomes.Add(complete.Ticket, complete.Outcome);
                break;
        }
    }
}
