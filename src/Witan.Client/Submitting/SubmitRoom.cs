using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>
/// Takes requests, numbers and bundles them, sends and re-sends the bundles, and hands what replicas say to
/// <see cref="Acknowledgement"/>.
/// </summary>
internal sealed class SubmitRoom
{
    private readonly ClientContext _context;
    private readonly RequestQueue _queue;
    private readonly Acknowledgement _acknowledgement;
    private readonly Dictionary<ulong, PendingRequest> _byTicket = [];
    private readonly NumberWindow<PendingRequest> _active = new(1);
    private readonly SortedList<ulong, BundleInFlight> _bundles = [];
    private Instant _formAfter;
    private Instant _pausedUntil;
    private bool _formDue;
    private bool _isHeld;

    public SubmitRoom(ClientContext context)
    {
        _context = context;
        _queue = new RequestQueue(context.Options);
        _acknowledgement = new Acknowledgement(context, Finish);
    }

    public bool Knows(ulong ticket) => _byTicket.ContainsKey(ticket);

    public void Submit(ulong ticket, ReadOnlyMemory<byte> body, Instant deadline, bool answersQuery)
    {
        if (Refuses(body) is { } reason)
        {
            _context.Complete(ticket, new ClientOutcome.Failed(reason));
            return;
        }

        var request = new PendingRequest(ticket, body, deadline, answersQuery);
        _byTicket.Add(ticket, request);
        _queue.Add(request);
        _context.Agenda.Add(deadline, DueKind.Deadline, ticket);
        FormBundles();
    }

    /// <summary>More requests follow at once: no bundle is formed before <see cref="ReleaseBundles"/>.</summary>
    public void HoldBundles() => _isHeld = true;

    public void ReleaseBundles()
    {
        _isHeld = false;
        FormBundles();
    }

    /// <summary>The caller's patience is over.</summary>
    public void GiveUp(ulong ticket)
    {
        if (!_byTicket.TryGetValue(ticket, out var request)) return;
        Finish(request, request.Bundle is null
            ? new ClientOutcome.Failed(ClientFailure.Unavailable)
            : _acknowledgement.BestKnown(request));
        FormBundles();
    }

    /// <summary>Nothing is believed any more.</summary>
    public void FailAll(ClientFailure reason)
    {
        foreach (var request in Waiting()) Finish(request, new ClientOutcome.Failed(reason));
    }

    public void OnConnected(ReplicaId replica)
    {
        foreach (var bundle in _bundles.Values) _context.SendTo(replica, bundle.Message);
        FormBundles();
    }

    public void OnReply(Reply reply, ReplicaId from)
    {
        _acknowledgement.OnReply(reply, from, _active);
        FormBundles();
    }

    /// <summary>False if the read is none of this room's.</summary>
    public bool OnReadAnswer(ReadAnswer answer, ReplicaId from)
    {
        var bundle = _bundles.Values.FirstOrDefault(b => b.Fetch == answer.Id);
        if (answer.Id == 0 || bundle is null) return false;
        bundle.Fetch = 0;
        _acknowledgement.OnKeptResults(bundle, answer, from);
        FormBundles();
        return true;
    }

    public void OnRefusal(Refusal refusal, ReplicaId from)
    {
        var place = _context.Configuration.PlaceOf(from);
        if (place < 0 || refusal.Session != _context.Identity.Session) return;
        if (!_bundles.TryGetValue(refusal.First, out var bundle)) return;
        if (!_context.Configuration.Quorums.IsWeakQuorum(bundle.Refuse(place, refusal.Reason))) return;
        if (refusal.Reason == RefusalReason.Busy)
        {
            _pausedUntil = _context.Now.Monotonic + bundle.Wait;
            return;
        }

        foreach (var request in bundle.Requests)
            if (!request.IsDone) Finish(request, new ClientOutcome.Failed(FailureOf(refusal.Reason)));
        FormBundles();
    }

    public void Resend(ulong first)
    {
        if (!_bundles.TryGetValue(first, out var bundle)) return;
        bundle.ForgetRefusals();
        _context.SendToAll(bundle.Message);
        bundle.Wait = _context.Doubled(bundle.Wait);
        ScheduleResend(bundle);
        _acknowledgement.AskForKeptResults(bundle);
    }

    public void OnFormDue()
    {
        _formDue = false;
        FormBundles();
    }

    private ClientFailure? Refuses(ReadOnlyMemory<byte> body)
    {
        if (body.Length is 0 or > Limits.MaxRequestBytes) return ClientFailure.Invalid;
        if (_context.Machine is { } machine && !machine.Validate(body.Span)) return ClientFailure.Invalid;
        return _queue.HasRoomFor(body.Length) ? null : ClientFailure.Busy;
    }

    /// <summary>
    /// One bundle at once when none is on the way; while some are, full ones at once and others every BundleInterval,
    /// so that
    /// what arrives meanwhile shares a signature.
    /// </summary>
    private void FormBundles()
    {
        if (_isHeld) return;
        while (_queue.Count > 0 && _context.Connected.Count > 0 && _bundles.Count < _context.Options.MaxBundlesInFlight)
        {
            var waits = _bundles.Count > 0 && !_queue.FillsBundle && _formAfter > _pausedUntil;
            var due = waits ? _formAfter : _pausedUntil;
            if (_context.Now.Monotonic < due)
            {
                FormLater(due);
                return;
            }

            var window = _context.Configuration.Parameters.SessionWindow;
            var requests = _queue.Take((int)(window - _active.Width));
            if (requests.Count == 0) return;
            Send(requests);
        }
    }

    private void FormLater(Instant due)
    {
        if (_formDue) return;
        _formDue = true;
        _context.Agenda.Add(due, DueKind.Form, 0);
    }

    private void ScheduleResend(BundleInFlight bundle)
    {
        bundle.ResendDue = _context.Now.Monotonic + bundle.Wait;
        _context.Agenda.Add(bundle.ResendDue, DueKind.Resend, bundle.Message.First);
    }

    private void Send(List<PendingRequest> requests)
    {
        var first = _active.Next;
        foreach (var request in requests) request.Number = _active.Add(request);
        var bundle = new BundleInFlight(
            Sign(first, requests), [.. requests], _context.Configuration.N, _context.Options.ResendAfter);
        foreach (var request in requests) request.Bundle = bundle;
        _bundles.Add(first, bundle);
        _context.SendToAll(bundle.Message);
        _formAfter = _context.Now.Monotonic + _context.Options.BundleInterval;
        ScheduleResend(bundle);
    }

    private Bundle Sign(ulong first, List<PendingRequest> requests)
    {
        var bodies = new ReadOnlyMemory<byte>[requests.Count];
        for (var i = 0; i < bodies.Length; i++) bodies[i] = requests[i].Body;
        // All below the lowest that waits are done with.
        return Bundle.Sign(
            _context.Trust.Cluster, _context.Identity.Session, first, _active.Low, bodies, _context.Identity.Signer);
    }

    private void Finish(PendingRequest request, ClientOutcome outcome)
    {
        request.IsDone = true;
        _byTicket.Remove(request.Ticket);
        _context.Agenda.Remove(request.Deadline, DueKind.Deadline, request.Ticket);
        _context.Complete(request.Ticket, outcome);
        if (request.Bundle is not { } bundle) return;
        _active.Remove(request.Number);
        bundle.Open--;
        if (bundle.Open > 0) return;
        _bundles.Remove(bundle.Message.First);
        _context.Agenda.Remove(bundle.ResendDue, DueKind.Resend, bundle.Message.First);
    }

    /// <summary>All without a completion, in the order of their tickets.</summary>
    private List<PendingRequest> Waiting()
    {
        var waiting = new List<PendingRequest>(_byTicket.Count);
        waiting.AddRange(_queue.Waiting);
        foreach (var bundle in _bundles.Values) waiting.AddRange(bundle.Requests.Where(request => !request.IsDone));
        waiting.Sort((one, other) => one.Ticket.CompareTo(other.Ticket));
        return waiting;
    }

    private static ClientFailure FailureOf(RefusalReason reason) => reason switch
    {
        RefusalReason.UnknownClient => ClientFailure.UnknownClient,
        RefusalReason.Invalid => ClientFailure.Invalid,
        RefusalReason.ResultGone => ClientFailure.ResultGone,
        _ => ClientFailure.OutcomeUnknown,
    };
}
