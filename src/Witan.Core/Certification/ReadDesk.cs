using Witan.Core.Application;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;

namespace Witan.Core.Certification;

/// <summary>
/// Serves reads at certified heights: runs the query over its own state, records what it read, and sends the proofs;
/// the client runs the same query over these alone.
/// </summary>
internal sealed class ReadDesk(IStateMachine application, ExecutionMachine execution)
{
    /// <summary>Reads that wait for a certificate: each holds one request's bytes.</summary>
    public const int MaxWaiting = 1024;

    /// <summary>Payload bytes of all reads that wait: anybody may ask, without a key.</summary>
    public const int MaxWaitingBytes = 8 * 1024 * 1024;

    private readonly List<(ReadRequest Request, Origin From)> _waiting = [];
    private Certificates.StateCertificate? _newest;

    public void Step(Input input, Outbox outbox)
    {
        switch (input)
        {
            case Input.Received { Message.Message: ReadRequest request } received when received.From.IsClient:
                OnRead(request, received.From, outbox);
                break;
            case HeightCertified certified:
                OnCertified(certified.Certificate, outbox);
                break;
            case Internal.StateInstalled installed:
                OnCertified(installed.Certificate, outbox);
                break;
        }
    }

    /// <summary>Whether a read waits for a certificate.</summary>
    public bool IsWaiting => _waiting.Count > 0;

    public int Waiting => _waiting.Count;

    public long WaitingBytes { get; private set; }

    public void Restore(Certificates.StateCertificate? newest) => _newest = newest;

    private void OnRead(ReadRequest request, Origin from, Outbox outbox)
    {
        if (CanServe(request))
        {
            Answer(request, from, outbox);
            return;
        }

        // Who asks for a height that never comes makes room for the others.
        while (_waiting.Count == MaxWaiting
            || (_waiting.Count > 0 && WaitingBytes + request.Payload.Length > MaxWaitingBytes))
            DropOldest(outbox);
        _waiting.Add((request, from));
        WaitingBytes += request.Payload.Length;
    }

    private void DropOldest(Outbox outbox)
    {
        var (request, from) = _waiting[0];
        outbox.Send(new ReadAnswer(request.Id, ReadOutcome.NotYet, null, default), Destination.To(from));
        _waiting.RemoveAt(0);
        WaitingBytes -= request.Payload.Length;
    }

    private void OnCertified(Certificates.StateCertificate certificate, Outbox outbox)
    {
        _newest = certificate;
        var ready = _waiting.Where(w => CanServe(w.Request)).ToList();
        if (ready.Count == 0) return;
        _waiting.RemoveAll(w => CanServe(w.Request));
        foreach (var (request, from) in ready)
        {
            WaitingBytes -= request.Payload.Length;
            Answer(request, from, outbox);
        }
    }

    private bool CanServe(ReadRequest request) => _newest is not null && _newest.Height >= request.Minimum;

    private void Answer(ReadRequest request, Origin from, Outbox outbox)
    {
        var certificate = _newest!;
        var state = execution.At(certificate.Height)?.State;
        Invariant.Require(state is not null, "the state of the newest certified height is kept");
        var block = new BlockContext(certificate.Height, certificate.Commitment.Time);
        var recorder = new WitnessRecorder(state, block, ReadAnswer.MaxWitnessBytes / 2);
        var outcome = Run(request, recorder);
        var witness = outcome == ReadOutcome.Proved ? recorder.Build() : [];
        if (witness.Length > ReadAnswer.MaxWitnessBytes) outcome = ReadOutcome.TooLarge;
        var answer = outcome == ReadOutcome.Proved
            ? new ReadAnswer(request.Id, outcome, certificate, witness)
            : new ReadAnswer(request.Id, outcome, null, default);
        outbox.Send(answer, Destination.To(from));
    }

    private ReadOutcome Run(ReadRequest request, WitnessRecorder view)
    {
        try
        {
            if (request.Kind == ReadKind.Results) return ReadResults(request, view);
            application.Query(view, request.Payload.Span);
            return ReadOutcome.Proved;
        }
        catch (WitnessTooLargeException)
        {
            return ReadOutcome.TooLarge;
        }
    }

    private static ReadOutcome ReadResults(ReadRequest request, WitnessRecorder view)
    {
        if (ResultsQuery.Decode(request.Payload.Span) is not { } query) return ReadOutcome.Refused;
        var session = query.Session;
        var (first, end) = (SessionKeys.Result(session, query.First), SessionKeys.Result(session, query.End));
        // Reading is what makes it part of the witness.
        _ = view.Map(CoreMaps.Results).Range(first, end).Count();
        view.Map(CoreMaps.Sessions).TryGet(SessionKeys.Session(session), out _);
        return ReadOutcome.Proved;
    }
}
