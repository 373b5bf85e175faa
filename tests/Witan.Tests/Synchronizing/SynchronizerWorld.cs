using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Synchronizing;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;
using Witan.TestKit.Cluster;
using Witan.TestKit.SingleShot;

namespace Witan.Tests.Synchronizing;

/// <summary>
/// Synchronisers alone, in virtual time: WISHes are lost until the network is stable and take at most Delta from then
/// on. Everything that the properties speak of is written down.
/// </summary>
internal sealed class SynchronizerWorld
{
    /// <summary>The most that a message takes from GST on, microseconds.</summary>
    public const long Delta = 10_000;

    private readonly Random _chance;
    private readonly Configuration _configuration;
    private readonly SortedDictionary<int, Process> _processes = [];

    /// <param name="n">Members.</param>
    /// <param name="f">How many may lie.</param>
    /// <param name="correct">Places at which a synchroniser runs; the test speaks for the others.</param>
    /// <param name="rules">Null for the paper's.</param>
    /// <param name="seed">Of delays and losses.</param>
    /// <param name="retransmitAfter">rho, microseconds.</param>
    public SynchronizerWorld(
        int n, int f, IEnumerable<int> correct, SynchronizerRules? rules = null, int seed = 1,
        long retransmitAfter = 50_000)
    {
        _chance = new Random(seed);
        _configuration = new ConsensusForge(n, f).Configuration;
        foreach (var place in correct)
            _processes[place] = new Process(this, place, rules, TimeSpan.FromMicroseconds(retransmitAfter));
    }

    public World World { get; } = new();

    public Random Chance => _chance;

    /// <summary>From when on nothing is lost.</summary>
    public long Gst { get; set; }

    /// <summary>The highest view that processes remember from before the run.</summary>
    public ulong Remembered { get; private set; }

    /// <summary>Whether a WISH is lost before GST: from, to, view.</summary>
    public Func<int, int, ulong, bool> Loses { get; set; } = (_, _, _) => false;

    public IEnumerable<int> Correct => _processes.Keys;

    public QuorumSystem Quorums => _configuration.Quorums;

    public List<(long At, int Place)> Started { get; } = [];

    public List<(long At, int Place, ulong View)> Advanced { get; } = [];

    public List<(long At, int Place, ulong View)> Entered { get; } = [];

    /// <summary>Views that were entered where a weak quorum was known to wish for a later one.</summary>
    public List<(int Place, ulong View)> EnteredDead { get; } = [];

    /// <summary>WISHes of correct members, as they were sent.</summary>
    public List<(long At, int From, ulong View)> Wished { get; } = [];

    public Synchronizer this[int place] => _processes[place].Synchronizer;

    public void Recover(int place, ulong view, ulong wish)
    {
        this[place].Recover(new View(view), new View(wish));
        Remembered = Math.Max(Remembered, Math.Max(view, wish));
    }

    public void Start(int place)
    {
        Started.Add((World.Now, place));
        _processes[place].Do(outbox => this[place].Start(_processes[place].Clock, outbox));
    }

    public void Advance(int place)
    {
        Advanced.Add((World.Now, place, this[place].View.Value));
        _processes[place].Do(this[place].Advance);
    }

    /// <summary>A liar's WISH, to one, at once.</summary>
    public void Lie(int from, int to, ulong view) => _processes[to].Hear(from, view);

    private void Send(int from, ulong view)
    {
        Wished.Add((World.Now, from, view));
        foreach (var (place, process) in _processes)
        {
            if (place == from)
            {
                World.After(0, () => process.Hear(from, view));
                continue;
            }

            if (World.Now < Gst && Loses(from, place, view)) continue;
            var delay = World.Now < Gst ? _chance.NextInt64(1, 20 * Delta) : _chance.NextInt64(1, Delta + 1);
            World.After(delay, () => process.Hear(from, view));
        }
    }

    private sealed class Process : ISynchronizerHost
    {
        private readonly SynchronizerWorld _world;
        private readonly int _place;

        public Process(SynchronizerWorld world, int place, SynchronizerRules? rules, TimeSpan retransmitAfter)
        {
            (_world, _place) = (world, place);
            Synchronizer = new Synchronizer(
                world._configuration,
                new SynchronizerOptions { Machine = "test", Instance = 3, RetransmitAfter = retransmitAfter },
                this, rules);
        }

        public Synchronizer Synchronizer { get; }

        public Clock Clock => new(new Instant(_world.World.Now), default);

        public WishStatement NewWish(View view) => new TestWish(_world._configuration.Members[_place].Id, view);

        public Record NewRecord(View view, View wish) => new TestRecord(view, wish);

        public void EnterView(View view, Outbox outbox)
        {
            _world.Entered.Add((_world.World.Now, _place, view.Value));
            if (Synchronizer.ViewPlus > view) _world.EnteredDead.Add((_place, view.Value));
        }

        public void Retransmit(Outbox outbox)
        {
        }

        public void Hear(int from, ulong view) =>
            Do(outbox => Synchronizer.OnWish(Clock, from, new View(view), outbox));

        public void Do(Action<Outbox> step)
        {
            var outbox = new Outbox();
            step(outbox);
            foreach (var effect in outbox.Effects)
            {
                if (effect is Effect.Sign { Statement: TestWish wish }) _world.Send(_place, wish.View.Value);
                if (effect is Effect.SetTimer { Timer: var timer, After: var after })
                    _world.World.After((long)after.TotalMicroseconds, () => Do(o => Fire(timer, o)));
            }
        }

        private void Fire(TimerId timer, Outbox outbox) => Synchronizer.OnTimer(Clock, timer, outbox);
    }

    private sealed class TestWish(ReplicaId sender, View view) : WishStatement(default, sender, 3, view)
    {
        public override byte Type => MessageType.FirstOfProtocol;

        public override string Domain => "witan/test/wish/v1";
    }

    private sealed class TestRecord(View view, View wish) : Record
    {
        public override byte Kind => RecordKind.FirstOfProtocol;

        public override Height? NeededUntil => null;

        public override void Write(CanonicalWriter writer)
        {
            writer.View(view);
            writer.View(wish);
        }
    }
}
