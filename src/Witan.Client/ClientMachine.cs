using Witan.Core.Application;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>
/// The verifying client as a Step machine: it signs and bundles requests, believes only certificates, and completes
/// every
/// ticket exactly once. No I/O, clock, randomness or thread; the host calls <see cref="Step"/> from one thread at a
/// time.
/// </summary>
public sealed class ClientMachine
{
    private readonly ClientContext _context;
    private readonly SubmitRoom _submit;
    private readonly ReadRoom _reads;
    private Instant _stepsAskable;

    /// <param name="trust">What is believed without proof.</param>
    /// <param name="identity">Key and incarnation.</param>
    /// <param name="options">Bounds and durations.</param>
    /// <param name="machine">
    /// The application, for queries and for refusing bad requests early; null to send all through the order.
    /// </param>
    public ClientMachine(Trust trust, ClientIdentity identity, ClientOptions options, IStateMachine? machine)
    {
        _context = new ClientContext(trust, identity, options, machine);
        _submit = new SubmitRoom(_context);
        _reads = new ReadRoom(_context, _submit);
    }

    /// <summary>What replicas lied about.</summary>
    public LieCounters Lies => _context.Lies;

    /// <summary>The highest certified height seen.</summary>
    public Height Highest => _context.Chain.Highest;

    /// <summary>Two certificates that contradict each other. From then on every ticket fails.</summary>
    public (StateCertificate First, StateCertificate Second)? Fork => _context.Chain.Fork;

    /// <param name="now">Monotonic for durations; wall only for the age of proofs.</param>
    /// <param name="input">What happened.</param>
    /// <param name="outbox">Takes the effects.</param>
    public void Step(in Clock now, ClientInput input, ClientOutbox outbox)
    {
        Begin(now, outbox);
        Dispatch(input);
        End(now, outbox);
    }

    /// <summary>Calls that came together: the requests among them share a bundle as far as it has room.</summary>
    /// <param name="now">As for one input.</param>
    /// <param name="calls">In their order.</param>
    /// <param name="outbox">Takes the effects.</param>
    public void StepTogether(in Clock now, IReadOnlyList<ClientInput> calls, ClientOutbox outbox)
    {
        Begin(now, outbox);
        _submit.HoldBundles();
        foreach (var call in calls) Dispatch(call);
        _submit.ReleaseBundles();
        End(now, outbox);
    }

    private void Begin(in Clock now, ClientOutbox outbox)
    {
        _context.Now = now;
        _context.Outbox = outbox;
    }

    private void End(in Clock now, ClientOutbox outbox)
    {
        if (Fork is not null)
        {
            _submit.FailAll(ClientFailure.Forked);
            _reads.FailAll(ClientFailure.Forked);
        }

        _context.Agenda.Arm(now.Monotonic, outbox);
    }

    private void Dispatch(ClientInput input)
    {
        switch (input)
        {
            case ClientInput.Submit submit:
                RequireNew(submit.Ticket);
                _submit.Submit(submit.Ticket, submit.Request, Deadline(submit.Patience), answersQuery: false);
                break;
            case ClientInput.Query query:
                RequireNew(query.Ticket);
                _reads.Query(query, Deadline(query.Patience));
                break;
            case ClientInput.Cancel cancel:
                GiveUp(cancel.Ticket);
                break;
            case ClientInput.Received received:
                OnMessage(received.Message.Message, received.From);
                break;
            case ClientInput.Unverified unverified:
                _context.Lies.Observe(unverified.From, LieKind.Unverified);
                break;
            case ClientInput.ConfigurationAhead:
                if (_context.Now.Monotonic >= _stepsAskable) AskForSteps();
                break;
            case ClientInput.TimerFired fired when fired.Timer == Agenda.Timer:
                OnDue();
                break;
            case ClientInput.Connected connected:
                OnConnected(connected.Replica);
                break;
            case ClientInput.Disconnected disconnected:
                if (PlaceOf(disconnected.Replica) is { } place) _context.Connected = _context.Connected.Without(place);
                break;
        }
    }

    private void OnMessage(Message message, ReplicaId from)
    {
        switch (message)
        {
            case Reply reply:
                _submit.OnReply(reply, from);
                break;
            case Refusal refusal:
                _submit.OnRefusal(refusal, from);
                break;
            case ReadAnswer answer:
                if (!_submit.OnReadAnswer(answer, from)) _reads.OnReadAnswer(answer, from);
                break;
            case Steps steps:
                OnSteps(steps);
                break;
            case SignedStatement { Statement: ConfirmAnswer answer }:
                _reads.OnConfirmAnswer(answer);
                break;
        }
    }

    /// <summary>All are asked, since whoever made us ask may be the one that lies; but not for every frame.</summary>
    private void AskForSteps()
    {
        _stepsAskable = _context.Now.Monotonic + _context.Options.ConfirmTimeout;
        _context.SendToAll(new FetchSteps(_context.Configuration.Number));
    }

    /// <summary>
    /// The steps were verified, each under the configuration before it. What was missed meanwhile is asked again.
    /// </summary>
    private void OnSteps(Steps steps)
    {
        var before = _context.Configuration.Number;
        foreach (var step in steps.Items) _context.Trust.Configurations.Learn(step);
        if (_context.Configuration.Number == before) return;
        AskForSteps();
        _reads.OnConfiguration();
        foreach (var member in _context.Configuration.Members)
        {
            if (PlaceOf(member.Id) is { } place && _context.Connected.Contains(place)) _submit.OnConnected(member.Id);
        }
    }

    private void OnConnected(ReplicaId replica)
    {
        if (PlaceOf(replica) is not { } place) return;
        _context.Connected = _context.Connected.With(place);
        _submit.OnConnected(replica);
        _reads.OnConnected(replica);
    }

    private void OnDue()
    {
        _context.Agenda.Fired();
        while (_context.Agenda.TryTake(_context.Now.Monotonic, out var kind, out var argument)) OnDue(kind, argument);
    }

    private void OnDue(DueKind kind, ulong argument)
    {
        switch (kind)
        {
            case DueKind.Deadline:
                GiveUp(argument);
                break;
            case DueKind.Resend:
                _submit.Resend(argument);
                break;
            case DueKind.Form:
                _submit.OnFormDue();
                break;
            case DueKind.ConfirmAgain:
                _reads.OnConfirmAgain(argument);
                break;
            case DueKind.AskAnother:
                _reads.OnAskAnother(argument);
                break;
            case DueKind.ClaimExpired:
                _reads.OnClaimExpired(argument);
                break;
        }
    }

    private void GiveUp(ulong ticket)
    {
        if (_submit.Knows(ticket)) _submit.GiveUp(ticket);
        else _reads.GiveUp(ticket);
    }

    private Instant Deadline(TimeSpan patience) => _context.Now.Monotonic + patience;

    private int? PlaceOf(ReplicaId replica)
    {
        var place = _context.Configuration.PlaceOf(replica);
        return place < 0 ? null : place;
    }

    private void RequireNew(ulong ticket) =>
        Invariant.Require(!_submit.Knows(ticket) && !_reads.Knows(ticket), "a ticket is used once");
}
