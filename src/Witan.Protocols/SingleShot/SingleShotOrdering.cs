using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Synchronizing;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// Instances of single-shot PBFT one after the other, one per height: the value is a block, and the next instance opens
/// when the height is executed. One synchroniser serves them all, so an instance begins in the view in which the last
/// one was decided. The handlers stand in files: Instances, Propose, Judge, Views, Timers, Recovery.
/// </summary>
internal sealed partial class SingleShotOrdering : IOrdering, IConsensusHost, ISynchronizerHost
{
    private const string Machine = "singleshot";

    // The synchroniser of the chain, among those that WISHes may name.
    private const ulong Chain = 0;

    private readonly OrderingContext _context;
    private readonly Synchronizer _synchronizer;
    private readonly EarlyStatements _early;

    // The height that is being agreed on, and its instance; none while the window is closed.
    private Height _height;
    private Consensus? _instance;

    // The stable checkpoint that is known here.
    private Height _low = Height.Genesis;

    private Clock _now;

    public SingleShotOrdering(OrderingContext context, IReadOnlyList<Record> records)
    {
        _context = context;
        if (context.Stable is { } stable) _low = stable.Height;
        Current = context.At(_low.Next);
        _early = new EarlyStatements(Current, context.Cluster);
        _synchronizer = new Synchronizer(
            Current,
            new SynchronizerOptions
            {
                Machine = Machine, Instance = Chain, RetransmitAfter = context.Options.StatusInterval,
            },
            this);
        Recover(records);
    }

    public OrderingStatus Status => new(
        View, Leader, IsLeaving ? "ViewChange" : "Normal",
        IsLeaving ? $"waits for a quorum to wish for view {_synchronizer.Wish}" : string.Empty, _low);

    public IReadOnlyList<Gauge> Gauges =>
    [
        new("singleshot statements", _instance?.Held ?? 0, (long)EarlyStatements.Types * Current.N),
        new("singleshot early statements", _early.Count,
            (long)EarlyStatements.Types * Current.N * ((long)EarlyStatements.Ahead + 1)),
    ];

    /// <summary>The configuration of every height that these instances agree on.</summary>
    private Configuration Current { get; }

    private View View => _synchronizer.View;

    private ReplicaId Leader => SingleShotRules.Leader(Current, View);

    /// <summary>Nobody votes above it: the window, and the last height of a configuration (RULES 7).</summary>
    private Height High
    {
        get
        {
            var high = _low + Current.Parameters.Window;
            return LastHeight is { } last ? Height.Min(high, last) : high;
        }
    }

    /// <summary>Where this configuration ends, once a change is decided.</summary>
    private Height? LastHeight => _context.Configurations.LastHeightOf(Current.Number);

    /// <summary>A change is decided and waits for its height: blocks are due, with or without requests.</summary>
    private bool IsFilling => LastHeight is { } last && _context.Executed.Executed < last;

    private bool IsMember => Current.PlaceOf(_context.Self) >= 0;

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        _now = now;
        switch (input)
        {
            case Input.Received { Message.Message: SignedStatement signed, From: var from }:
                Refuse(OnStatement(signed, outbox), from.Replica, outbox);
                break;
            case Input.Received { From: var from }:
                // Decisions of other heights are asked for by the shared rooms, and told in their messages.
                Refuse(Rejection.NotAsked, from.Replica, outbox);
                break;
            case Input.OwnSigned { Message.Message: SignedStatement signed }:
                OnOwnSigned(signed, outbox);
                break;
            case Input.TimerFired { Timer: var timer } when timer.Machine == Machine:
                OnTimer(timer, outbox);
                break;
            case InternalInput told:
                OnTold(told, outbox);
                break;
        }

        Settle(outbox);
    }

    private void OnTold(InternalInput input, Outbox outbox)
    {
        switch (input)
        {
            case Internal.BlockReady ready:
                OnBlockReady(ready, outbox);
                break;
            case Internal.BlockRefused refused:
                OnBlockRefused(refused, outbox);
                break;
            case Internal.PoolChanged:
                _mayDraw = true;
                _instance?.Advance(outbox);
                break;
            case Internal.Executed executed:
                OnExecuted(executed, outbox);
                break;
            case Internal.CheckpointStable stable:
                OnCheckpointStable(stable.Certificate.Height, outbox);
                break;
            case Internal.StateInstalled installed:
                OnCheckpointStable(installed.Certificate.Height, outbox);
                break;
            case Internal.DecisionLearnt { Decision.Certificate: CommitCertificate certificate }:
                OnDecisionLearnt(certificate, outbox);
                break;
        }
    }

    /// <summary>
    /// Who speaks in a view has entered it: that counts as its WISH, so a replica that missed a change of view learns
    /// it from the next messages.
    /// </summary>
    private Rejection? OnStatement(SignedStatement signed, Outbox outbox)
    {
        if (signed.Statement.Configuration != Current.Number) return Rejection.UnknownConfiguration;
        var place = Current.PlaceOf(signed.Statement.Sender);
        if (place < 0) return Rejection.NotAMember;
        switch (signed.Statement)
        {
            case Wish { Instance: Chain } wish:
                _synchronizer.OnWish(_now, place, wish.View, outbox);
                return null;
            case InstanceStatement m:
                _synchronizer.OnWish(_now, place, m.View, outbox);
                return OnInstanceStatement(signed, m, outbox);
            default:
                return SingleShotRejection.OtherInstance;
        }
    }

    private void OnOwnSigned(SignedStatement signed, Outbox outbox)
    {
        if (signed.Statement is InstanceStatement said) ReportView(said.View, outbox);
        if (signed.Statement is InstanceStatement m && m.Instance == _height.Value)
            _instance?.OnOwnSigned(signed, outbox);
        var place = Current.PlaceOf(_context.Self);
        if (place < 0) return;
        if (signed.Statement is InstanceStatement { View: var spoken })
            _synchronizer.OnWish(_now, place, spoken, outbox);
        else if (signed.Statement is Wish { View: var wished })
            _synchronizer.OnWish(_now, place, wished, outbox);
    }

    private static void Refuse(Rejection? refusal, ReplicaId? from, Outbox outbox)
    {
        if (refusal is not null) outbox.Reject(refusal, from);
    }
}
