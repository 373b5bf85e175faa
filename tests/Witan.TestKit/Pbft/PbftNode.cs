using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Safety;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.TestKit.Pbft;

/// <summary>One replica of the small world: the real ordering machine, guard and verifier between a fake desk and a
/// fake disk.</summary>
public sealed partial class PbftNode(PbftCluster cluster, ReplicaId id, ISigner signer)
{
    private readonly List<byte[]> _disk = [];
    private readonly Queue<Input> _told = new();
    private readonly Queue<HeldEffect> _held = new();
    private readonly SortedDictionary<string, ulong> _timers = new(StringComparer.Ordinal);
    private IOrdering _ordering = null!;
    private SafetyGuard _guard = null!;
    private Verifier _verifier = null!;
    private ulong _life;
    private ulong _timerSerial;
    private bool _stepping;

    public PbftCluster Cluster => cluster;

    public ReplicaId Id => id;

    public FakeDesk Desk { get; private set; } = null!;

    public bool IsUp { get; private set; }

    /// <summary>Added to the virtual time to give this replica's wall clock.</summary>
    public long WallSkew { get; set; }

    public BlockTime Wall => new(cluster.Now + WallSkew);

    public OrderingStatus Status => _ordering.Status;

    /// <summary>Everything noted, with the virtual time.</summary>
    public List<(long At, Trace Trace)> Notes { get; } = [];

    /// <summary>Evidence handed to the shared rooms.</summary>
    public List<Internal.Accuse> Accused { get; } = [];

    /// <summary>Called before each effect that leaves; true crashes the replica right there.</summary>
    public Func<Effect, bool>? CrashBefore { get; set; }

    /// <summary>Promises made, whatever became of them.</summary>
    public int Promises { get; private set; }

    private Clock Clock => new(new Instant(cluster.Now), Wall);

    public IEnumerable<string> Refusals => Notes.Where(n => n.Trace.Kind == TraceKind.Rejected).Select(n =>
        n.Trace.Reason);

    public void Start()
    {
        IsUp = true;
        _life++;
        Desk = new FakeDesk(this);
        _guard = new SafetyGuard(PbftForge.Cluster);
        _verifier = cluster.NewVerifier();
        ResetExecution();
        var own = Recover();
        var context = new OrderingContext
        {
            Cluster = PbftForge.Cluster,
            Self = id,
            Configurations = new Configurations(cluster.Configuration),
            Options = cluster.Options.Replica,
            Blocks = Desk,
            Pending = Desk,
            Executed = this,
            Stable = _stable,
        };
        _ordering = new Protocol().Create(context, own);
        Step(outbox => _ordering.Start(Clock, outbox));
        // Everybody has just been heard: what a test cuts off is cut off from a cluster that was up.
        foreach (var other in cluster.Configuration.Members.Where(m => m.Id != id))
            Tell(new Internal.PeerProgress(other.Id, Height.Genesis, Height.Genesis));
        After(ProgressMicroseconds, SendProgress);
    }

    /// <summary>Loses everything that is not durable.</summary>
    public void Crash()
    {
        IsUp = false;
        _life++;
        _held.Clear();
        _told.Clear();
        _timers.Clear();
        if (!cluster.Options.Durable) _disk.Clear();
    }

    public void Restart(long after) => cluster.At(after, () =>
    {
        if (!IsUp) Start();
    });

    public void Pool(Bundle bundle)
    {
        if (!IsUp) return;
        Desk.AddToPool(bundle, new Instant(cluster.Now));
        Tell(new Internal.PoolChanged());
    }

    /// <summary>Hands an input to the ordering machine, after the step that is running.</summary>
    public void Tell(Input input)
    {
        _told.Enqueue(input);
        if (!_stepping) Step(_ => { });
    }

    public void Persist(Record record) => Hold(new Effect.Persist(record));

    internal void After(long microseconds, Action action)
    {
        var life = _life;
        cluster.At(microseconds, () =>
        {
            if (IsUp && _life == life) action();
        });
    }

    internal void SendNow(Message message, ReplicaId to) => cluster.Send(id, Destination.One(to), message);

    internal void Receive(ReplicaId from, byte[] bytes)
    {
        if (!IsUp) return;
        var message = PbftForge.Codec.Decode(bytes, out var rejection);
        if (message is null)
        {
            Notes.Add((cluster.Now, new Trace(TraceKind.Rejected, Replica: from, Reason: rejection.Name)));
            return;
        }

        // Canned bundles carry no signature; everything else goes through the verifier.
        if (message is Bodies bodies) Desk.OnBodies(bodies);
        else if (message is FetchBodies asked) Desk.OnFetchBodies(from, asked);
        else if (message is Decisions decisions) OnDecisions(from, decisions);
        else if (_verifier.Verify(message, out rejection) is { } verified) OnVerified(verified, from);
        else Notes.Add((cluster.Now, new Trace(TraceKind.Rejected, Replica: from, Reason: rejection.Name)));
    }

    private void OnVerified(Verified<Message> verified, ReplicaId from)
    {
        switch (verified.Message)
        {
            case SignedStatement { Statement: StateVote } vote:
                OnStateVote(vote);
                break;
            case Progress progress:
                OnProgress(from, progress);
                break;
            case FetchDecisions fetch:
                OnFetchDecisions(from, fetch);
                break;
            default:
                Tell(new Input.Received(verified, Origin.Peer(from)));
                break;
        }
    }

    private void Step(Action<Outbox> first)
    {
        _stepping = true;
        var outbox = new Outbox();
        first(outbox);
        Take(outbox);
        while (_told.TryDequeue(out var input))
        {
            outbox = new Outbox();
            _ordering.Step(Clock, input, outbox);
            Take(outbox);
        }

        _stepping = false;
    }

    private void Take(Outbox outbox)
    {
        foreach (var effect in outbox.Effects) Take(effect);
    }

    private void Take(Effect effect)
    {
        switch (effect)
        {
            case Internal.OfferBlock offer:
                Desk.OnOffer(offer);
                break;
            case Internal.FetchBlock fetch:
                Desk.OnFetch(fetch);
                break;
            case Internal.Decide decide:
                OnDecide(decide);
                break;
            case Internal.Accuse accuse:
                Accused.Add(accuse);
                break;
            case Internal.CheckpointSeen seen:
                OnStable(seen.Certificate);
                break;
            case Effect.Note note:
                Notes.Add((cluster.Now, note.Trace));
                break;
            case Effect.SetTimer set:
                SetTimer(set);
                break;
            case Effect.CancelTimer cancel:
                _timers.Remove(cancel.Timer.ToString());
                break;
            case Effect.SendEarly early:
                cluster.Send(id, early.To, early.Message);
                break;
            case Effect.Settle or InternalEffect:
                break;
            default:
                Hold(effect);
                break;
        }
    }

    private void SetTimer(Effect.SetTimer set)
    {
        var serial = ++_timerSerial;
        var name = set.Timer.ToString();
        _timers[name] = serial;
        After(set.After.Ticks / TimeSpan.TicksPerMicrosecond, () =>
        {
            if (_timers.GetValueOrDefault(name) == serial) Tell(new Input.TimerFired(set.Timer));
        });
    }
}
