using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Core.Synchronizing;
using Witan.Primitives;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// Agreement on one value, on its own: no blocks, no heights, no replica around it. A Step machine with its own view
/// synchroniser; its host signs behind the promises, delivers verified messages and makes records durable in order.
/// </summary>
/// <remarks>
/// Agreement, integrity (one decision), external validity, and termination once messages between correct members arrive
/// in time. All members start in the end, each when it likes.
/// </remarks>
public sealed class ConsensusMachine : IConsensusHost, ISynchronizerHost
{
    private const string Machine = "consensus";

    private readonly ConsensusSetup _setup;
    private readonly Consensus _instance;
    private readonly Synchronizer _synchronizer;
    private readonly SortedDictionary<ReplicaId, Instant> _answered = [];

    private Clock _now;

    /// <param name="setup">Who agrees, on what.</param>
    /// <param name="records">
    /// What earlier lives of this member wrote for this instance, promises included, in order; empty for the first.
    /// </param>
    /// <param name="rules">Of the synchroniser; null for the paper's.</param>
    public ConsensusMachine(ConsensusSetup setup, IReadOnlyList<Record> records, SynchronizerRules? rules = null)
    {
        _setup = setup;
        _instance = new Consensus(setup.Cluster, setup.Configuration, setup.Self, setup.Instance, this);
        _synchronizer = new Synchronizer(
            setup.Configuration,
            new SynchronizerOptions
            {
                Machine = Machine, Instance = setup.Instance, RetransmitAfter = setup.RetransmitAfter,
                ViewTime = TimeOf,
            },
            this, rules);
        Recover(records);
    }

    /// <summary>What is decided, once it is; durable when what its step persisted is.</summary>
    public Decision? Decision { get; private set; }

    /// <summary>The last entered view; 0 before the first.</summary>
    public View View => _synchronizer.View;

    /// <summary>Statements held: at most four of each member, whatever was received.</summary>
    public int Held => _instance.Held;

    /// <summary>start(): begins, or goes on after a restart.</summary>
    /// <exception cref="InvalidOperationException">valid(myval()) is false: no view that this member leads could ever
    /// decide.</exception>
    public void Start(in Clock now, Outbox outbox)
    {
        _now = now;
        if (Decision is { } decided)
        {
            outbox.Add(new Agreed(_setup.Instance, decided));
            return;
        }

        if (!_setup.IsValid(_setup.MyValue()))
            throw new InvalidOperationException("the predicate of this instance refuses the member's own value");
        if (View != default) _instance.Resume(View, false, outbox);
        _synchronizer.Start(now, outbox);
    }

    /// <summary>A verified message, an own statement that was signed, or a timer.</summary>
    public void Step(in Clock now, Input input, Outbox outbox)
    {
        _now = now;
        var refusal = input switch
        {
            Input.Received { Message.Message: SignedStatement signed, From.Replica: { } peer } =>
                OnStatement(signed, peer, outbox),
            Input.Received { Message.Message: Decision decision } => OnDecision(decision, outbox),
            Input.Received => Rejection.UnknownType,
            Input.OwnSigned { Message.Message: SignedStatement signed } => OnOwnSigned(signed, outbox),
            Input.TimerFired { Timer: var timer } => OnTimer(timer, outbox),
            _ => null,
        };
        if (refusal is not null) outbox.Reject(refusal, (input as Input.Received)?.From.Replica);
    }

    WishStatement ISynchronizerHost.NewWish(View view) =>
        new Wish(_setup.Configuration.Number, _setup.Self, _setup.Instance, view);

    Record ISynchronizerHost.NewRecord(View view, View wish) =>
        new ViewRecord(_setup.Configuration.Number, _setup.Instance, view, wish);

    void ISynchronizerHost.EnterView(View view, Outbox outbox)
    {
        outbox.Note(new Trace(TraceKind.ViewEntered, new Height(_setup.Instance), view));
        if (Decision is null) _instance.EnterView(view, false, outbox);
    }

    void ISynchronizerHost.Retransmit(Outbox outbox) => _instance.Retransmit(outbox);

    Value? IConsensusHost.MyValue(Consensus instance, Outbox outbox) => _setup.MyValue();

    Verdict IConsensusHost.Judge(
        Consensus instance, Value value, bool isCertified, IReadOnlyList<ReplicaId> holders, Outbox outbox) =>
        _setup.IsValid(value) ? Verdict.Valid : Verdict.Invalid;

    void IConsensusHost.Suspect(ReplicaId leader, Outbox outbox)
    {
        if (!_synchronizer.WantsToLeave) _synchronizer.Advance(outbox);
    }

    void IConsensusHost.Accuse(SignedStatement first, SignedStatement second, Outbox outbox) =>
        outbox.Note(new Trace(
            TraceKind.Evidence, new Height(_setup.Instance), Replica: first.Statement.Sender,
            Reason: "two texts where one was promised"));

    /// <summary>"decide(x): durable, broadcast DECISION": whoever has not decided needs no votes any more.</summary>
    bool IConsensusHost.Decide(Consensus instance, CommitCertificate certificate, Value? value, Outbox outbox)
    {
        if (value is null) return false;
        Decision = new Decision(value, certificate);
        _synchronizer.Rest();
        outbox.Persist(new DecidedRecord(Decision));
        outbox.Note(new Trace(TraceKind.Decided, certificate.Height, certificate.View, certificate.Block));
        outbox.Add(new Agreed(_setup.Instance, Decision));
        outbox.Send(Decision, Destination.All);
        return true;
    }

    private Rejection? OnStatement(SignedStatement signed, ReplicaId from, Outbox outbox)
    {
        if (signed.Statement.Configuration != _setup.Configuration.Number) return Rejection.UnknownConfiguration;
        var place = _setup.Configuration.PlaceOf(signed.Statement.Sender);
        if (place < 0) return Rejection.NotAMember;
        switch (signed.Statement)
        {
            case Wish wish when wish.Instance == _setup.Instance:
                if (Decision is null) _synchronizer.OnWish(_now, place, wish.View, outbox);
                else Answer(from, outbox);
                return null;
            case InstanceStatement m when m.Instance == _setup.Instance:
                if (Decision is null) return _instance.OnStatement(signed, outbox);
                if (m is not Committed) Answer(from, outbox);
                return null;
            default:
                return SingleShotRejection.OtherInstance;
        }
    }

    /// <summary>"answer every later NEWLEADER, WISH, PREPARED of others with DECISION": each peer once in
    /// rho.</summary>
    private void Answer(ReplicaId peer, Outbox outbox)
    {
        if (_setup.Configuration.PlaceOf(peer) < 0 || peer == _setup.Self) return;
        if (_answered.TryGetValue(peer, out var last) && _now.Monotonic - last < _setup.RetransmitAfter) return;
        _answered[peer] = _now.Monotonic;
        outbox.Send(Decision!, Destination.One(peer));
    }

    private Rejection? OnDecision(Decision m, Outbox outbox)
    {
        if (m.Certificate.Configuration != _setup.Configuration.Number) return Rejection.UnknownConfiguration;
        if (m.Certificate.Instance != _setup.Instance) return SingleShotRejection.OtherInstance;
        if (Decision is not null) return Rejection.Duplicate;
        _instance.Learn(m.Certificate, m.Value, outbox);
        return null;
    }

    private Rejection? OnOwnSigned(SignedStatement signed, Outbox outbox)
    {
        if (Decision is not null) return null;
        var place = _setup.Configuration.PlaceOf(_setup.Self);
        if (signed.Statement is Wish wish) _synchronizer.OnWish(_now, place, wish.View, outbox);
        else _instance.OnOwnSigned(signed, outbox);
        return null;
    }

    private Rejection? OnTimer(TimerId timer, Outbox outbox)
    {
        if (Decision is null) _ = _synchronizer.OnTimer(_now, timer, outbox);
        return null;
    }

    private TimeSpan TimeOf(View view) => SingleShotRules.Backoff(
        _setup.ViewTimeout, (int)Math.Min(view.Value - 1, int.MaxValue), _setup.MaxViewTimeout);

    private void Recover(IReadOnlyList<Record> records)
    {
        var (view, wish) = (default(View), default(View));
        foreach (var record in records)
        {
            switch (record)
            {
                case ViewRecord views when views.Instance == _setup.Instance:
                    (view, wish) = (views.View, views.Wish);
                    break;
                case DecidedRecord { Decision: var decision } when decision.Certificate.Instance == _setup.Instance:
                    Decision = decision;
                    break;
                case PromiseRecord { Statement: InstanceStatement said } when said.Instance == _setup.Instance:
                case ValueRecord value when value.Instance == _setup.Instance:
                case PreparedRecord prepared when prepared.Certificate.Instance == _setup.Instance:
                    _instance.Recall(record);
                    break;
            }
        }

        if (_instance.RecalledView > view) view = _instance.RecalledView;
        _synchronizer.Recover(view, wish);
        if (Decision is not null) _instance.Close();
    }
}
