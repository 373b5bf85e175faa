using Witan.Client;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Nodes;

/// <summary>A verifying client, or a gateway's, connected to every replica that is up.</summary>
public sealed class SimulatedClient
{
    private readonly SimulatedCluster _cluster;
    private readonly ClientMachine _machine;
    private readonly Verifier _verifier;
    private readonly ClientOutbox _outbox = new();
    private readonly ParkedFrames<(NodeName From, Message Message, bool AsBytes)> _parked = new();
    private readonly Dictionary<TimerId, long> _timers = [];
    private readonly Dictionary<ulong, Action<ClientOutcome>> _waiting = [];
    private long _serial;
    private ulong _ticket;
    private long _pausedUntil;

    internal SimulatedClient(SimulatedCluster cluster, NodeName self, ISigner signer)
    {
        _cluster = cluster;
        Name = self;
        Signer = signer;
        Clock = new SkewedClock(cluster.World);
        Trust = new Trust(cluster.Genesis);
        _verifier = Trust.CreateVerifier(cluster.Scheme);
        _machine = new ClientMachine(
            Trust, new ClientIdentity(signer, 1, Sha256.Hash(System.Text.Encoding.ASCII.GetBytes(self.ToString()))),
            cluster.Settings.ClientOptions, cluster.Settings.Application);
    }

    public NodeName Name { get; }

    public ISigner Signer { get; }

    public SkewedClock Clock { get; }

    public ClientMachine Machine => _machine;

    /// <summary>What it believes: the genesis, and the configuration steps that it was shown.</summary>
    public Trust Trust { get; }

    public SessionId Session => new(Signer.PublicKey, 1);

    /// <summary>Orders a request.</summary>
    /// <param name="request">The application's bytes.</param>
    /// <param name="patience">When to give up.</param>
    /// <param name="done">Told once how it ended.</param>
    public ulong Submit(ReadOnlyMemory<byte> request, TimeSpan patience, Action<ClientOutcome> done)
    {
        var ticket = ++_ticket;
        _waiting.Add(ticket, done);
        Step(new ClientInput.Submit(ticket, request, patience));
        return ticket;
    }

    /// <summary>Reads.</summary>
    public ulong Query(
        ReadOnlyMemory<byte> query, ReadLevel level, TimeSpan patience, ReadOnlyMemory<byte>? ordered,
        Action<ClientOutcome> done)
    {
        var ticket = ++_ticket;
        _waiting.Add(ticket, done);
        Step(new ClientInput.Query(ticket, query, level, patience, ordered));
        return ticket;
    }

    /// <summary>Stands still: nothing is handled until then, everything afterwards.</summary>
    public void Pause(long microseconds) => _pausedUntil = Math.Max(_pausedUntil, _cluster.World.Now + microseconds);

    internal void Start()
    {
        foreach (var replica in _cluster.Replicas)
        {
            if (replica.IsUp) Step(new ClientInput.Connected(replica.Id));
        }
    }

    internal void OnReplicaGone(ReplicaId replica) => Step(new ClientInput.Disconnected(replica));

    internal void OnReplicaBack(ReplicaId replica) => Step(new ClientInput.Connected(replica));

    internal void Receive(NodeName from, Message message, bool asBytes)
    {
        foreach (var waiting in _parked.Take(_verifier.Newest)) Judge(waiting.From, waiting.Message, waiting.AsBytes);
        Judge(from, message, asBytes);
    }

    private void Judge(NodeName from, Message message, bool asBytes)
    {
        var rejection = Rejection.Malformed;
        var decoded = asBytes ? _cluster.Codec.Decode(message.Encoded.ToArray(), out rejection) : message;
        var verified = decoded is null ? null : _verifier.Verify(decoded, out rejection);
        if (verified is not null)
        {
            Step(new ClientInput.Received(verified, from.Id));
        }
        else if (rejection == Rejection.ConfigurationAhead)
        {
            _parked.Park(from.Id, (from, message, asBytes), message.Encoded.Length, []);
            Step(new ClientInput.ConfigurationAhead(from.Id));
        }
        else
        {
            Step(new ClientInput.Unverified(from.Id));
        }
    }

    private void Step(ClientInput input)
    {
        if (_cluster.World.Now < _pausedUntil)
        {
            _cluster.World.At(_pausedUntil, () => Step(input));
            return;
        }

        _outbox.Clear();
        _machine.Step(Clock.Now, input, _outbox);
        // A completion may begin the next operation at once, which steps again: the effects are taken out first.
        ClientEffect[] effects = [.. _outbox.Effects];
        foreach (var effect in effects) Perform(effect);
    }

    private void Perform(ClientEffect effect)
    {
        switch (effect)
        {
            case ClientEffect.Send { To: { } one } send:
                SendTo(one, send.Message);
                break;
            case ClientEffect.Send send:
                foreach (var replica in _cluster.Replicas) SendTo(replica.Id, send.Message);
                break;
            case ClientEffect.SetTimer set:
                SetTimer(set);
                break;
            case ClientEffect.Complete complete:
                _cluster.Observers.OnCompleted(this, complete.Ticket, complete.Outcome);
                if (_waiting.Remove(complete.Ticket, out var done)) done(complete.Outcome);
                break;
            default:
                Invariant.Broken("H4 every effect of a client has a place in the host");
                break;
        }
    }

    private void SendTo(ReplicaId member, Message message)
    {
        foreach (var instance in _cluster.InstancesOf(member)) _cluster.Send(Name, instance, message, hostile: false);
    }

    private void SetTimer(ClientEffect.SetTimer set)
    {
        var serial = _timers[set.Timer] = ++_serial;
        _cluster.World.After(Clock.RealMicroseconds(set.After), () =>
        {
            if (_timers[set.Timer] == serial) Step(new ClientInput.TimerFired(set.Timer));
        });
    }
}
