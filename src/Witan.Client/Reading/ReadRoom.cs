using Witan.Core.Application;
using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// Answers queries from proved state (RULES 6): finds out how fresh an answer must be, asks one replica after another
/// for a certificate and a witness, and runs the application's query over the witness. What cannot be answered so goes
/// through the order.
/// </summary>
internal sealed class ReadRoom
{
    private readonly ClientContext _context;
    private readonly SubmitRoom _order;
    private readonly ConfirmRoom _confirms;
    private readonly SortedList<ulong, WaitingRead> _byTicket = [];
    private readonly SortedList<ulong, (WaitingRead Read, int Place)> _tries = [];

    public ReadRoom(ClientContext context, SubmitRoom order)
    {
        _context = context;
        _order = order;
        _confirms = new ConfirmRoom(context, OnConfirmed);
    }

    public bool Knows(ulong ticket) => _byTicket.ContainsKey(ticket);

    public void Query(ClientInput.Query query, Instant deadline)
    {
        var read = new WaitingRead(query, deadline, _context.Chain.Highest);
        if (_byTicket.Count >= _context.Options.MaxWaitingReads)
        {
            _context.Complete(read.Ticket, new ClientOutcome.Failed(ClientFailure.Busy));
            return;
        }

        if (query.Payload.Length > Limits.MaxRequestBytes)
        {
            _context.Complete(read.Ticket, new ClientOutcome.Failed(ClientFailure.Invalid));
            return;
        }

        _byTicket.Add(read.Ticket, read);
        _context.Agenda.Add(deadline, DueKind.Deadline, read.Ticket);
        if (_context.Machine is null) GoThroughOrder(read);
        else if (read.Level is ReadLevel.Linearizable) _confirms.Add(read);
        else Ask(read, read.Level is ReadLevel.AtLeast level ? Height.Max(level.Height, read.Floor) : read.Floor);
    }

    public void GiveUp(ulong ticket)
    {
        if (_byTicket.TryGetValue(ticket, out var read)) Fail(read, ClientFailure.Unavailable);
    }

    public void FailAll(ClientFailure reason)
    {
        foreach (var read in _byTicket.Values.ToArray()) Fail(read, reason);
    }

    public void OnConnected(ReplicaId replica)
    {
        _confirms.OnConnected(replica);
        foreach (var read in _byTicket.Values.ToArray())
            if (read.AskDue != default && read.Tries.Count == 0) Ask(read, read.Minimum);
    }

    public void OnConfiguration() => _confirms.OnConfiguration();

    public void OnConfirmAnswer(ConfirmAnswer answer) => _confirms.OnAnswer(answer);

    public void OnConfirmAgain(ulong number) => _confirms.OnAgain(number);

    public void OnReadAnswer(ReadAnswer answer, ReplicaId from)
    {
        if (!_tries.TryGetValue(answer.Id, out var asked)) return;
        if (_context.Configuration.PlaceOf(from) != asked.Place) return;
        _tries.Remove(answer.Id);
        asked.Read.Tries.Remove(asked.Place);
        switch (answer.Outcome)
        {
            case ReadOutcome.Proved:
                OnProved(asked.Read, answer.Certificate!, answer.Witness, from);
                break;
            case ReadOutcome.NotYet:
                AskLater(asked.Read, _context.Options.NotYetRetryAfter);
                break;
            case ReadOutcome.TooLarge:
                asked.Read.TooLarge = asked.Read.TooLarge.With(asked.Place);
                if (asked.Read.OrderedForm is not null || IsWeakQuorum(asked.Read.TooLarge)) GoThroughOrder(asked.Read);
                else Ask(asked.Read, asked.Read.Minimum);
                break;
            default:
                asked.Read.Refused = asked.Read.Refused.With(asked.Place);
                if (IsWeakQuorum(asked.Read.Refused)) Fail(asked.Read, ClientFailure.Invalid);
                else Ask(asked.Read, asked.Read.Minimum);
                break;
        }
    }

    /// <summary>The replica that was asked last takes long.</summary>
    public void OnAskAnother(ulong ticket)
    {
        if (!_byTicket.TryGetValue(ticket, out var read) || read.AskDue > _context.Now.Monotonic) return;
        foreach (var place in read.Tries.Keys)
            _context.Lies.Observe(_context.Configuration.Members[place].Id, LieKind.NoAnswer);
        Ask(read, read.Minimum);
    }

    /// <summary>What the round gave should be certified by now.</summary>
    public void OnClaimExpired(ulong ticket)
    {
        if (!_byTicket.TryGetValue(ticket, out var read) || read.Round is not { } round) return;
        // A replica that waits for the certificate says nothing, so silence counts like "not yet".
        var isUncertified = _context.Chain.Highest < round.Claim;
        if (isUncertified) _confirms.Blame(round);
        if (read.OrderedForm is not null)
        {
            GoThroughOrder(read);
        }
        else if (isUncertified)
        {
            // Questions on the way stay: an answer above the old claim would do as well.
            read.Round = null;
            _confirms.Add(read);
        }
    }

    private void OnConfirmed(WaitingRead read)
    {
        if (read.IsDone) return;
        _context.Agenda.Add(
            _context.Now.Monotonic + _context.Options.ConfirmTimeout, DueKind.ClaimExpired, read.Ticket);
        read.Asked = MemberSet.Empty;
        Ask(read, read.Minimum);
    }

    private void Ask(WaitingRead read, Height minimum)
    {
        read.Minimum = minimum;
        if (_context.NextReplica(read.Asked) is { } place)
        {
            read.Asked = read.Asked.With(place);
            if (read.Tries.Remove(place, out var old)) _tries.Remove(old);
            var id = _context.NextReadId();
            read.Tries.Add(place, id);
            _tries.Add(id, (read, place));
            _context.SendTo(
                _context.Configuration.Members[place].Id, new ReadRequest(id, minimum, ReadKind.Query, read.Payload));
        }
        else
        {
            // All were asked: the next time they are asked anew, but not at once.
            read.Asked = MemberSet.Empty;
        }

        AskLater(read, _context.Options.ReadRetryAfter);
    }

    private void AskLater(WaitingRead read, TimeSpan wait)
    {
        _context.Agenda.Remove(read.AskDue, DueKind.AskAnother, read.Ticket);
        read.AskDue = _context.Now.Monotonic + wait;
        _context.Agenda.Add(read.AskDue, DueKind.AskAnother, read.Ticket);
    }

    private void OnProved(WaitingRead read, StateCertificate certificate, ReadOnlyMemory<byte> witness, ReplicaId from)
    {
        var commitment = certificate.Commitment;
        var lie = LieKind.BadPath;
        if (_context.Chain.Accept(certificate))
        {
            if (commitment.Height < read.Minimum) lie = LieKind.Stale;
            // The newest state of a service that nobody writes to, or a replica that lags: late, and no lie.
            else if (!IsYoungEnough(read.Level, commitment.Time)) lie = LieKind.NoAnswer;
            else if (TryAnswer(read, certificate, witness)) return;
            else lie = LieKind.BadProof;
        }

        _context.Lies.Observe(from, lie);
        Ask(read, read.Minimum);
    }

    private bool IsYoungEnough(ReadLevel level, BlockTime time) => level is not ReadLevel.Proof proof
        || _context.Now.Wall.Microseconds - time.Microseconds <= proof.MaxAge.Ticks / TimeSpan.TicksPerMicrosecond;

    private bool TryAnswer(WaitingRead read, StateCertificate certificate, ReadOnlyMemory<byte> witness)
    {
        var (height, time) = (certificate.Commitment.Height, certificate.Commitment.Time);
        var view = StateWitness.Open(witness.Span, certificate.Commitment.State, new BlockContext(height, time));
        if (view is null) return false;
        byte[] value;
        try
        {
            value = _context.Machine!.Query(view, read.Payload.Span);
        }
        catch (OutsideWitnessException)
        {
            // The witness proves less than the query reads. The caller counts it and asks another replica.
            return false;
        }

        var proof = new ProofMaterial.OfState(witness, certificate);
        var proven = new Proven<ReadOnlyMemory<byte>>(value, height, time, proof);
        Finish(read, new ClientOutcome.Answered(proven, Ordered: false));
        return true;
    }

    private void GoThroughOrder(WaitingRead read)
    {
        if (read.OrderedForm is not { } ordered)
        {
            Fail(read, ClientFailure.NeedsOrder);
            return;
        }

        Forget(read);
        _order.Submit(read.Ticket, ordered, read.Deadline, answersQuery: true);
    }

    private void Fail(WaitingRead read, ClientFailure reason) => Finish(read, new ClientOutcome.Failed(reason));

    private void Finish(WaitingRead read, ClientOutcome outcome)
    {
        Forget(read);
        _context.Complete(read.Ticket, outcome);
    }

    private void Forget(WaitingRead read)
    {
        read.IsDone = true;
        _byTicket.Remove(read.Ticket);
        _confirms.Remove(read);
        ForgetTries(read);
        _context.Agenda.Remove(read.Deadline, DueKind.Deadline, read.Ticket);
    }

    private void ForgetTries(WaitingRead read)
    {
        foreach (var id in read.Tries.Values) _tries.Remove(id);
        read.Tries.Clear();
        _context.Agenda.Remove(read.AskDue, DueKind.AskAnother, read.Ticket);
        read.AskDue = default;
    }

    private bool IsWeakQuorum(MemberSet members) => _context.Configuration.Quorums.IsWeakQuorum(members);
}
