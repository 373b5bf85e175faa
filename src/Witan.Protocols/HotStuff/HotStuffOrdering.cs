using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// One replica's HotStuff: state and the one entry. The handlers stand in files in the papers' order: Propose, Vote,
/// Chain (what certificates lead to), Basic, Pacemaker, Timers, Fetch, Recovery.
/// </summary>
internal sealed partial class HotStuffOrdering : IOrdering
{
    private const string Machine = "hotstuff";

    // Of nodes above the window's: forks and empty ones of views in which nothing commits.
    private const long SpareNodes = 4096;

    private readonly OrderingContext _context;
    private readonly HotStuffMode _mode;
    private readonly Rotation _rotation;
    private readonly Digest _genesis;
    private readonly Height _root;
    private readonly BlockTree _tree;
    private readonly VoteBuckets _votes;
    private readonly TimeoutTable _timeouts;

    // The names of the paper. highQC is prepareQC in the basic mode.
    private View _view = new(1);
    private QuorumCertificate? _highQC;
    private QuorumCertificate? _lockedQC;
    private TimeoutCertificate? _lastTC;

    // The last committed node.
    private View _committedView;
    private Height _committedHeight;
    private Digest? _committedId;

    // The stable checkpoint that is known here.
    private Height _low = Height.Genesis;

    // The proposal of the current view as signed, and its node.
    private SignedStatement? _proposal;
    private TreeNode? _proposed;

    private Clock _now;

    public HotStuffOrdering(
        OrderingContext context, HotStuffMode mode, Rotation rotation, IReadOnlyList<Record> records)
    {
        _context = context;
        _mode = mode;
        _rotation = rotation;
        if (context.Stable is { } stable) _low = stable.Height;
        Current = context.At(_low.Next);
        _genesis = NodeHeader.GenesisId(context.Cluster, Current.Number);
        _root = RootOf(context.Configurations, Current.Number);
        _committedHeight = Height.Max(_root, _low);
        _tree = new BlockTree(_genesis);
        _votes = new VoteBuckets(Current);
        _timeouts = new TimeoutTable(Current);
        Recover(records);
    }

    public OrderingStatus Status => new(
        _view, LeaderOf(_view), HasGivenUp ? "ViewChange" : "Normal",
        HasGivenUp ? $"waits for a quorum to give up view {_lastTimeout}" : string.Empty, _low);

    public IReadOnlyList<Gauge> Gauges =>
    [
        new("hotstuff nodes", _tree.Count, (4 * (long)Current.Parameters.Window) + SpareNodes),
        new("hotstuff vote tables", _votes.Count, 3 * (long)(VoteBuckets.Behind + VoteBuckets.Ahead + 1)),
        new("hotstuff nodes wanted", _wanted.Count, MaxWanted),
    ];

    /// <summary>The configuration of every height that this instance orders.</summary>
    private Configuration Current { get; }

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
    private bool IsFilling => LastHeight is { } last && Floor < last;

    /// <summary>Decided here, or executed because others showed that it is decided.</summary>
    private Height Floor => Height.Max(_committedHeight, _context.Executed.Executed);

    /// <summary>Something is on the highest certified branch, or proposed, and not decided.</summary>
    private bool HasUncommitted =>
        _highQC?.Height > Floor || (_proposed is { } node && node.View == _view && node.Height > Floor);

    private View HighQCView => _highQC?.View ?? default;

    private View LockedView => _lockedQC?.View ?? default;

    private bool IsMember => Current.PlaceOf(_context.Self) >= 0;

    private byte JustifyKind => HotStuffRules.JustifyKind(_mode);

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        _now = now;
        switch (input)
        {
            case Input.Received { Message.Message: SignedStatement signed, From: var from }:
                Refuse(OnStatement(signed, outbox), from.Replica, outbox);
                break;
            case Input.Received { Message.Message: var message, From.Replica: { } peer }:
                Refuse(OnMessage(message, peer, outbox), peer, outbox);
                break;
            case Input.OwnSigned { Message.Message: SignedStatement signed }:
                // That one of an earlier view comes back late is no fault.
                _ = OnStatement(signed, outbox);
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
                _mayDraw = true;
                ArmViewTimer(outbox);
                TryPropose(outbox);
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
            case Internal.DecisionLearnt { Decision.Certificate: CommitCertificate certificate }:
                OnDecisionLearnt(certificate, outbox);
                break;
        }
    }

    private Rejection? OnStatement(SignedStatement signed, Outbox outbox)
    {
        if (signed.Statement.Configuration != Current.Number) return Rejection.UnknownConfiguration;
        return signed.Statement switch
        {
            Proposal m => OnProposal(signed, m, outbox),
            Vote m => OnVote(signed, m, outbox),
            Timeout m => OnTimeout(signed, m, outbox),
            _ => Rejection.UnknownType,
        };
    }

    private Rejection? OnMessage(Message message, ReplicaId from, Outbox outbox) => message switch
    {
        NewView m => OnNewView(m, outbox),
        Phase m => OnPhase(m.Certificate, outbox),
        FetchNodes m => OnFetchNodes(m, from, outbox),
        Nodes m => OnNodes(m, outbox),
        _ => Rejection.UnknownType,
    };

    private static void Refuse(Rejection? refusal, ReplicaId? from, Outbox outbox)
    {
        if (refusal is not null) outbox.Reject(refusal, from);
    }

    /// <summary>What waited for a node, a body, an executed height or a checkpoint may go on.</summary>
    private void Advance(Outbox outbox)
    {
        if (_mode == HotStuffMode.Basic) AdvancePhases(outbox);
        else OnChainGrown(outbox);
        TryVote(outbox);
        TryPropose(outbox);
        ArmViewTimer(outbox);
    }

    private void OnExecuted(Internal.Executed executed, Outbox outbox)
    {
        if (executed.NewRequests || !_context.Pending.Any) _timeoutsInRow = Math.Max(0, _timeoutsInRow - 1);
        Advance(outbox);
    }

    /// <summary>The window moves: nodes below are covered, and heights that were above it may be voted for.</summary>
    private void OnCheckpointStable(StateCertificate certificate, Outbox outbox)
    {
        if (certificate.Height <= _low) return;
        _low = certificate.Height;
        _lastDecided = _now.Monotonic;
        _tree.DropBelow(_low);
        Advance(outbox);
    }

    /// <summary>What decided elsewhere also says in which view the others are.</summary>
    private void OnDecisionLearnt(CommitCertificate certificate, Outbox outbox)
    {
        _lastDecided = _now.Monotonic;
        if (certificate.Configuration != Current.Number) return;
        if (_mode == HotStuffMode.Basic) EnterView(certificate.Last.View.Next, outbox);
        else ProcessQC(certificate.Last, outbox);
    }

    private ReplicaId LeaderOf(View view) => HotStuffRules.Leader(Current, view, _rotation.Tenure);

    private bool IsLeader(View view) => LeaderOf(view) == _context.Self;

    /// <summary>The height before the first of a configuration.</summary>
    private static Height RootOf(Configurations configurations, ConfigurationNumber number) =>
        number.Value == 0
            ? Height.Genesis
            : configurations.LastHeightOf(new ConfigurationNumber(number.Value - 1)) ?? Height.Genesis;
}
