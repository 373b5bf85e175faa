using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Dbft;

/// <summary>
/// One validator's dBFT: state and the one entry. One instance of consensus per height, one height at a time. The
/// handlers stand in files in the chapter's order: Prepare, Commit, ChangeView, Recovery, then Timers, Restart, Status.
/// </summary>
internal sealed partial class DbftOrdering : IOrdering
{
    private const string Machine = "dbft";

    private readonly OrderingContext _context;
    private readonly DbftOptions _options;
    private readonly MessagesAhead _ahead = new();

    // LastSeenMessage of NEO, by place: the height of the newest message.
    private readonly Height?[] _lastSeen;

    // The height that is being made.
    private HeightState _at;

    // The stable checkpoint that is known here.
    private Height _low = Height.Genesis;

    private Clock _now;

    public DbftOrdering(OrderingContext context, DbftOptions options, IReadOnlyList<Record> records)
    {
        _context = context;
        _options = options;
        if (context.Stable is { } stable) _low = stable.Height;
        Current = context.At(_low.Next);
        _lastSeen = new Height?[Current.N];
        _heard = new Instant?[Current.N];
        _news = new Instant?[Current.N];
        _at = new HeightState(Current, Height.Max(_low, context.Executed.Executed).Next);
        Recover(records);
    }

    public IReadOnlyList<Gauge> Gauges => [new("dbft messages ahead", _ahead.Count, 4L * Current.N)];

    /// <summary>The configuration of every height that this instance orders.</summary>
    private Configuration Current { get; }

    private QuorumSystem Quorums => Current.Quorums;

    private int Own => Current.PlaceOf(_context.Self);

    /// <summary>Not a watch-only node.</summary>
    private bool IsMember => Own >= 0;

    private ReplicaId Primary => DbftRules.Primary(Current, _at.Height, _at.View, _options.PrimaryRule);

    private bool IsPrimary => Primary == _context.Self;

    /// <summary>Nobody votes above it: the window, and the last height of a configuration (RULES 7).</summary>
    private bool IsWithinWindow => _at.Height <= _low + Current.Parameters.Window && !(_at.Height > LastHeight);

    /// <summary>Where this configuration ends, once a change is decided.</summary>
    private Height? LastHeight => _context.Configurations.LastHeightOf(Current.Number);

    /// <summary>A change is decided and waits for its height: blocks are due, with or without requests.</summary>
    private bool IsFilling => _at.Height <= LastHeight;

    /// <summary>MoreThanFCommittedOrLost.</summary>
    private bool CanNoChangeWin =>
        DbftRules.CanNoChangeWin(Quorums, _at.Committed(_options.CountsCommitsOfAnyView), Lost);

    private MemberSet Lost
    {
        get
        {
            var lost = MemberSet.Empty;
            for (var place = 0; place < Current.N && _options.CountsLost; place++)
            {
                if (place != Own && DbftRules.IsLost(_lastSeen[place], _at.Height)) lost = lost.With(place);
            }

            return lost;
        }
    }

    /// <summary>NotAcceptingPayloadsDueToViewChanging.</summary>
    private bool IsNotAccepting => _at.IsChanging && (_options.IsStrict || !CanNoChangeWin);

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

        Wake(outbox);
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
                TryRequest(outbox);
                break;
            case Internal.Executed:
                OnBlockPersisted(outbox);
                break;
            case Internal.CheckpointStable stable:
                OnCheckpoint(stable.Certificate.Height, outbox);
                break;
            case Internal.StateInstalled installed:
                OnCheckpoint(installed.Certificate.Height, outbox);
                break;
        }
    }

    private Rejection? OnStatement(SignedStatement signed, Outbox outbox)
    {
        if (signed.Statement is not HeightStatement m) return Rejection.UnknownType;
        if (m.Configuration != Current.Number) return Rejection.UnknownConfiguration;
        if (m.Height < _at.Height) return Rejection.Stale;
        if (m.Height > _at.Height)
        {
            // Higher still: the shared rooms bring what was decided meanwhile.
            if (m.Height > _at.Height.Next) return Rejection.OutsideWindow;
            _ahead.Keep(signed);
            return null;
        }

        See(m.Sender, m.View);
        if (_at.IsDecided) return Rejection.Stale;
        return m switch
        {
            PrepareRequest request => OnPrepareRequest(signed, request, outbox),
            PrepareResponse response => OnPrepareResponse(signed, response, outbox),
            Commit commit => OnCommit(signed, commit, outbox),
            ChangeView change => OnChangeView(signed, change, outbox),
            _ => Rejection.UnknownType,
        };
    }

    private Rejection? OnMessage(Message message, ReplicaId from, Outbox outbox) => message switch
    {
        RecoveryRequest m => OnRecoveryRequest(m, from, outbox),
        RecoveryMessage m => OnRecoveryMessage(m, outbox),
        _ => Rejection.UnknownType,
    };

    /// <summary>What is taken when its view begins, or null if that is now.</summary>
    private Rejection? OtherView(SignedStatement signed, HeightStatement m)
    {
        if (m.View == _at.View) return null;
        if (m.View > _at.View) _ahead.Keep(signed);
        return Rejection.WrongView;
    }

    private void See(ReplicaId sender, View view)
    {
        if (Current.PlaceOf(sender) is not (>= 0 and var place)) return;
        (_lastSeen[place], _heard[place]) = (_at.Height, _now.Monotonic);
        if (_at.See(place, view)) _news[place] = _now.Monotonic;
    }

    private static void Refuse(Rejection? refusal, ReplicaId? from, Outbox outbox)
    {
        if (refusal is not null) outbox.Reject(refusal, from);
    }

    /// <summary>onBlockPersisted: the next height begins in view 0, and a commit lock of this one ends.</summary>
    private void OnBlockPersisted(Outbox outbox)
    {
        var executed = _context.Executed.Executed;
        if (executed < _at.Height)
        {
            TryRequest(outbox);
            return;
        }

        _at = new HeightState(Current, executed.Next);
        (_draft, _deadline, _timeouts) = (null, null, 0);
        _blockReceived = _now.Monotonic;
        AnnouncePrimary(false, outbox);
        Replay(outbox);
        TryRequest(outbox);
    }

    private void OnCheckpoint(Height stable, Outbox outbox)
    {
        _low = Height.Max(_low, stable);
        OnBlockPersisted(outbox);
        Advance(outbox);
    }

    /// <summary>What overtook the beginning of this view.</summary>
    private void Replay(Outbox outbox)
    {
        var (height, view) = (_at.Height, _at.View);
        foreach (var signed in _ahead.Take(height, view))
        {
            if (_at.Height == height) _ = OnStatement(signed, outbox);
        }
    }

    /// <summary>What waited for a view, a checkpoint or for preparations to be accepted again may go on.</summary>
    private void Advance(Outbox outbox)
    {
        TryRequest(outbox);
        CheckPrepareResponse(outbox);
        CheckPreparations(outbox);
    }
}
