using Witan.Core.Contract;
using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Pbft;

/// <summary>
/// One replica's PBFT: state and the one entry. The handlers stand in files by phase, in the paper's order: Propose,
/// Normal, Checkpoint, ViewChange, NewView, Status, Timers, Recovery.
/// </summary>
internal sealed partial class PbftOrdering : IOrdering
{
    private const string Machine = "pbft";

    private readonly OrderingContext _context;
    private readonly SortedDictionary<Height, Slot> _slots = [];
    private readonly FutureViews _ahead = new();
    private readonly ViewChangeTable _viewChanges;

    // v of the paper, and the view asked for while no view is active (InVC).
    private View _view;
    private View? _target;

    // h of the paper with its proof.
    private Height _low = Height.Genesis;
    private StateCertificate? _stable;

    // The NEW-VIEW of the current view as signed (none in view 0), and max-s in it: no fresh proposal may name a
    // slot up to there.
    private SignedStatement? _newView;
    private Height _newViewTop = Height.Genesis;

    private Clock _now;

    public PbftOrdering(OrderingContext context, IReadOnlyList<Record> records)
    {
        _context = context;
        if (context.Stable is { } stable) (_low, _stable) = (stable.Height, stable);
        Current = context.At(_low.Next);
        _viewChanges = new ViewChangeTable(Current);
        _peers = new PeerHeights(Current, context.Self, context.Options.StatusInterval);
        Recover(records);
    }

    public OrderingStatus Status => new(
        _view, PbftRules.Leader(Current, _target ?? _view), _target is null ? "Normal" : "ViewChange", Stall(), _low);

    private bool IsNormal => _target is null;

    /// <summary>The configuration of every height that this instance orders: the shared rooms begin another one for the
    /// next.</summary>
    private Configuration Current { get; }

    /// <summary>H of the paper; and nobody votes above the last height of a configuration (RULES 7).</summary>
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

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        _now = now;
        if (input is Input.Received { From.Replica: var peer }) OnHeard(peer, outbox);
        switch (input)
        {
            case Input.Received { Message.Message: SignedStatement signed } received:
                Refuse(OnStatement(signed, outbox), received.From.Replica, outbox);
                break;
            case Input.Received { Message.Message: Status status, From: var from }:
                Refuse(OnStatus(status, from, outbox), from.Replica, outbox);
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
                OnPoolChanged(outbox);
                break;
            case Internal.Executed executed:
                OnExecuted(executed, outbox);
                break;
            case Internal.CheckpointStable stable:
                OnCheckpointStable(stable.Certificate, outbox);
                break;
            case Internal.StateInstalled installed:
                OnCheckpointStable(installed.Certificate, outbox);
                break;
            case Internal.PeerProgress progress:
                OnPeerProgress(progress, outbox);
                break;
            case Internal.DecisionLearnt learnt:
                OnDecisionLearnt(learnt, outbox);
                break;
        }
    }

    private Rejection? OnStatement(SignedStatement signed, Outbox outbox) => signed.Statement switch
    {
        PrePrepare m => OnPrePrepare(signed, m, outbox),
        Prepare m => OnPrepare(signed, m, outbox),
        Commit m => OnCommit(signed, m, outbox),
        ViewChange m => OnViewChange(signed, m, outbox),
        NewView m => OnNewView(signed, m, outbox),
        _ => Rejection.UnknownType,
    };

    /// <summary>
    /// An own statement is counted like anybody's. That one of an earlier view comes back late is no fault.
    /// </summary>
    private void OnOwnSigned(SignedStatement signed, Outbox outbox)
    {
        if (signed.Statement is PrePrepare proposal && CollectOwnProposal(signed, proposal, outbox)) return;
        _ = OnStatement(signed, outbox);
        if (signed.Statement is Commit) TryPropose(outbox);
    }

    private static void Refuse(Rejection? refusal, ReplicaId? from, Outbox outbox)
    {
        if (refusal is not null) outbox.Reject(refusal, from);
    }

    private Slot SlotAt(Height height)
    {
        Invariant.Require(height > _low && height <= High, "S5 every slot lies between the watermarks");
        if (!_slots.TryGetValue(height, out var slot))
            _slots[height] = slot = new Slot(height, _context.At(height), _now.Monotonic);
        return slot;
    }

    private bool IsLeader(Height height, View view) => PbftRules.Leader(_context.At(height), view) == _context.Self;

    private bool IsMember(Height height) => _context.At(height).PlaceOf(_context.Self) >= 0;

    private static List<ReplicaId> Ids(MemberSet places, Configuration configuration, ReplicaId except)
    {
        var ids = new List<ReplicaId>(places.Count);
        for (var place = 0; place < configuration.N; place++)
        {
            var id = configuration.Members[place].Id;
            if (places.Contains(place) && id != except) ids.Add(id);
        }

        return ids;
    }

    /// <summary>
    /// S2, S6: the last gate before every vote for a slot, whatever handler asks.
    /// </summary>
    private void Vote(SlotStatement vote, Outbox outbox)
    {
        Invariant.Require(IsNormal && vote.View == _view, "S6 no vote below the view that was asked for");
        Invariant.Require(vote.Height > _low && vote.Height <= High, "S5 votes stay between the watermarks");
        outbox.Promise(vote, Destination.All);
    }
}
