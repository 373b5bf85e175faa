using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// One replica's Streamlet: state and the one entry. The handlers stand in files in the order of an epoch: Epochs (the
/// clock), Propose, Echo, Vote, Chain (what notarizations lead to), Fetch, Recovery.
/// </summary>
internal sealed partial class StreamletOrdering : IOrdering
{
    private const string Machine = "streamlet";

    // Of nodes above the window's: forks and empty ones of epochs in which nothing becomes final.
    private const long SpareNodes = 4096;

    private readonly OrderingContext _context;
    private readonly StreamletOptions _options;
    private readonly Digest _genesis;
    private readonly Height _root;
    private readonly BlockTree _tree = new();
    private readonly VoteBook _votes;
    private readonly EpochClock _clock;

    // The tip of the longest notarized chain; null for genesis. Whether the journal has it.
    private Notarization? _longest;
    private bool _isUnsaved;

    // The last final node: finalizedTip of the paper.
    private Epoch _finalEpoch;
    private ulong _finalLength;
    private Height _finalHeight;
    private Digest? _finalId;

    // The stable checkpoint that is known here.
    private Height _low = Height.Genesis;

    private Clock _now;

    public StreamletOrdering(OrderingContext context, StreamletOptions options, IReadOnlyList<Record> records)
    {
        _context = context;
        _options = options;
        if (context.Stable is { } stable) _low = stable.Height;
        Current = context.At(_low.Next);
        _genesis = NodeHeader.GenesisId(context.Cluster, Current.Number);
        _root = RootOf(context.Configurations, Current.Number);
        _finalHeight = Height.Max(_root, _low);
        _votes = new VoteBook(Current);
        var maxAge = new TimeSpan(ReadingIntervals * context.Options.StatusInterval.Ticks);
        _clock = new EpochClock(options, Current, Current.PlaceOf(context.Self), maxAge);
        Recover(records);
    }

    public OrderingStatus Status => new(new View(_epoch.Value), LeaderOf(_epoch), "Normal", Stall, _low);

    public IReadOnlyList<Gauge> Gauges =>
    [
        new("streamlet nodes", _tree.Count, (4 * (long)Current.Parameters.Window) + SpareNodes),
        new("streamlet proposals", _heard.Count, EpochWindow.Size),
        new("streamlet vote tables", _votes.Count, _votes.Bound),
        new("streamlet nodes wanted", _wanted.Count, MaxWanted),
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

    /// <summary>Final here, or executed because others showed that it is.</summary>
    private Height Floor => Height.Max(_finalHeight, _context.Executed.Executed);

    /// <summary>A block on the longest notarized chain is not final.</summary>
    private bool HasUnfinal => _longest?.Height > Floor;

    /// <summary>Whether anything is to be ordered or to become final; while nothing is, epochs pass in
    /// silence.</summary>
    private bool HasWork => HasUnfinal || IsFilling || _context.Pending.Any || IsHeartbeatDue;

    private bool IsMember => Current.PlaceOf(_context.Self) >= 0;

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        _now = now;
        FollowClock(outbox);
        switch (input)
        {
            case Input.Received { Message.Message: SignedStatement signed, From: var from }:
                Refuse(OnStatement(signed, from.Replica, outbox), from.Replica, outbox);
                break;
            case Input.Received { Message.Message: var message, From.Replica: { } peer }:
                Refuse(OnMessage(message, peer, outbox), peer, outbox);
                break;
            case Input.OwnSigned { Message.Message: SignedStatement signed }:
                // That one of an earlier epoch comes back late is no fault.
                _ = OnStatement(signed, null, outbox);
                break;
            case Input.TimerFired { Timer: var timer } when timer.Machine == Machine:
                OnTimer(timer, outbox);
                break;
            case InternalInput told:
                OnTold(told, outbox);
                break;
        }

        ArmEpochTimer(outbox);
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
                TryPropose(outbox);
                break;
            case Internal.Executed:
                Advance(outbox);
                break;
            case Internal.CheckpointStable stable:
                OnCheckpointStable(stable.Certificate, outbox);
                break;
            case Internal.StateInstalled installed:
                OnCheckpointStable(installed.Certificate, outbox);
                break;
            case Internal.DecisionLearnt { Decision.Certificate: FinalityCertificate certificate }:
                OnDecisionLearnt(certificate, outbox);
                break;
        }
    }

    private Rejection? OnStatement(SignedStatement signed, ReplicaId? from, Outbox outbox)
    {
        if (signed.Statement.Configuration != Current.Number) return Rejection.UnknownConfiguration;
        return signed.Statement switch
        {
            Proposal m => OnProposal(signed, m, from, outbox),
            Vote m => OnVote(signed, m, from, outbox),
            _ => Rejection.UnknownType,
        };
    }

    private Rejection? OnMessage(Message message, ReplicaId from, Outbox outbox) => message switch
    {
        FetchNodes m => OnFetchNodes(m, from, outbox),
        Nodes m => OnNodes(m, outbox),
        Status m => OnStatus(m, from, outbox),
        _ => Rejection.UnknownType,
    };

    private static void Refuse(Rejection? refusal, ReplicaId? from, Outbox outbox)
    {
        if (refusal is not null) outbox.Reject(refusal, from);
    }

    /// <summary>What waited for a node, a body, an executed height or a checkpoint may go on.</summary>
    private void Advance(Outbox outbox)
    {
        OnChainGrown(outbox);
        TryVote(outbox);
        TryPropose(outbox);
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

    /// <summary>What was decided elsewhere also says how long the chain is there.</summary>
    private void OnDecisionLearnt(FinalityCertificate certificate, Outbox outbox)
    {
        _lastDecided = _now.Monotonic;
        if (certificate.Configuration != Current.Number) return;
        Learn(certificate.Last, outbox);
        Advance(outbox);
    }

    private ReplicaId LeaderOf(Epoch epoch) =>
        StreamletRules.Leader(Current, _context.Cluster, epoch, _options.Leaders);

    /// <summary>The height before the first of a configuration.</summary>
    private static Height RootOf(Configurations configurations, ConfigurationNumber number) =>
        number.Value == 0
            ? Height.Genesis
            : configurations.LastHeightOf(new ConfigurationNumber(number.Value - 1)) ?? Height.Genesis;
}
