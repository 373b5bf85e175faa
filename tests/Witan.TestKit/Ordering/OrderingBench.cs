using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Primitives;

namespace Witan.TestKit.Ordering;

/// <summary>
/// One ordering machine on a bench: an input goes in, the exact effects come out. Blocks are ready as soon as they are
/// offered, unless a test holds them back or refuses them.
/// </summary>
public sealed class OrderingBench : IBlockDesk, IPendingRequests, IExecutedPrefix
{
    private readonly IOrdering _ordering;
    private readonly Verifier _verifier;
    private readonly SortedDictionary<string, (TimerId Timer, long Due)> _timers = new(StringComparer.Ordinal);

    /// <param name="forge">Everybody's keys, and the protocol.</param>
    /// <param name="self">Which member stands on the bench.</param>
    /// <param name="records">What it recovers.</param>
    /// <param name="options">Of the replica; no heartbeats by default.</param>
    /// <param name="executed">How far it had executed.</param>
    public OrderingBench(
        OrderingForge forge, int self, IReadOnlyList<Record>? records = null, ReplicaOptions? options = null,
        ulong executed = 0)
    {
        Forge = forge;
        Self = self;
        Executed = new Height(executed);
        Options = options ?? new ReplicaOptions { Heartbeat = TimeSpan.Zero };
        var configurations = new Configurations(forge.Configuration);
        _verifier = new Verifier(OrderingForge.Cluster, configurations, OrderingForge.Scheme);
        var context = new OrderingContext
        {
            Cluster = OrderingForge.Cluster, Self = forge.Id(self), Configurations = configurations, Options = Options,
            Blocks = this, Pending = this, Executed = this, Stable = null,
        };
        _ordering = forge.Protocol.Create(context, records ?? []);
        Started = Settle(Collect(outbox => _ordering.Start(Clock, outbox)));
    }

    public OrderingForge Forge { get; }

    public int Self { get; }

    public ReplicaOptions Options { get; }

    /// <summary>What Start did.</summary>
    public IReadOnlyList<Effect> Started { get; }

    /// <summary>All that was made durable, in order.</summary>
    public List<Record> Written { get; } = [];

    /// <summary>Virtual time in microseconds.</summary>
    public long Now { get; private set; } = 1_000_000;

    public OrderingStatus Status => _ordering.Status;

    public IReadOnlyList<Gauge> Gauges => _ordering.Gauges;

    public bool Any { get; set; }

    public Instant? OldestSince => Any ? new Instant(0) : null;

    public Height Executed { get; private set; }

    public BlockTime Time { get; set; }

    /// <summary>What tells apart the blocks that this replica draws.</summary>
    public byte Content { get; set; } = 1;

    /// <summary>Blocks that are offered stay incomplete.</summary>
    public bool HoldsBack { get; set; }

    /// <summary>Why offered blocks are refused; null while they are not.</summary>
    public Rejection? Refuses { get; set; }

    private Clock Clock => new(new Instant(Now), new BlockTime(Now));

    public Block Draw(Height height, in Clock now, BlockTime after, IReadOnlyCollection<Digest> inFlight) =>
        Any ? OrderingForge.Block(height.Value, Content) : new Block(height, new BlockTime(1), []);

    public Block? Find(Digest block) => null;

    /// <summary>An input, and what the block desk answers to what it led to.</summary>
    public IReadOnlyList<Effect> Tell(Input input) =>
        Settle(Collect(outbox => _ordering.Step(Clock, input, outbox)));

    /// <summary>A message over the connection of a replica, through bytes and verifier.</summary>
    public IReadOnlyList<Effect> Receive(int from, Message message)
    {
        var verified = Decode(message);
        return Tell(new Input.Received(verified, Origin.Peer(Forge.Id(from))));
    }

    /// <summary>An own statement comes back signed.</summary>
    public IReadOnlyList<Effect> OwnSigned(Statement statement) =>
        Tell(new Input.OwnSigned(Decode(Forge.Sign(Self, statement))));

    /// <summary>Requests wait here.</summary>
    public IReadOnlyList<Effect> Pool()
    {
        Any = true;
        return Tell(new Internal.PoolChanged());
    }

    /// <summary>The next height is executed.</summary>
    public IReadOnlyList<Effect> Execute()
    {
        Executed = Executed.Next;
        return Tell(new Internal.Executed(Forge.Commitment(Executed), NewRequests: true));
    }

    /// <summary>Time passes, and what is due fires in order.</summary>
    public IReadOnlyList<Effect> Pass(TimeSpan time)
    {
        var effects = new List<Effect>();
        var end = Now + (time.Ticks / TimeSpan.TicksPerMicrosecond);
        while (true)
        {
            var next = _timers.Values.Where(t => t.Due <= end).OrderBy(t => t.Due).FirstOrDefault();
            if (next.Timer.Machine is null) break;
            Now = Math.Max(Now, next.Due);
            _timers.Remove(next.Timer.ToString());
            effects.AddRange(Tell(new Input.TimerFired(next.Timer)));
        }

        Now = end;
        return effects;
    }

    private Verified<Message> Decode(Message message)
    {
        var decoded = Forge.Codec.Decode(message.Encoded.ToArray(), out var refusal)
            ?? throw new InvalidOperationException("not decoded: " + refusal);
        return _verifier.Verify(decoded, out refusal)
            ?? throw new InvalidOperationException("not verified: " + refusal);
    }

    /// <summary>Answers of the block desk, timers and records of these effects and of what they lead to.</summary>
    private List<Effect> Settle(List<Effect> effects)
    {
        for (var i = 0; i < effects.Count; i++)
        {
            switch (effects[i])
            {
                case Internal.OfferBlock { Block: var block } when Refuses is { } reason:
                    effects.AddRange(Step(new Internal.BlockRefused(block.Height, block.Digest, reason)));
                    break;
                case Internal.OfferBlock { Block: var block } when !HoldsBack:
                    effects.AddRange(Step(new Internal.BlockReady(block.Height, block.Digest)));
                    break;
                case Effect.Persist { Record: var record }:
                    Written.Add(record);
                    break;
                case Effect.SetTimer set:
                    _timers[set.Timer.ToString()] = (set.Timer, Now + (set.After.Ticks / TimeSpan.TicksPerMicrosecond));
                    break;
                case Effect.CancelTimer cancel:
                    _timers.Remove(cancel.Timer.ToString());
                    break;
            }
        }

        return effects;
    }

    private List<Effect> Step(Input input) => Collect(outbox => _ordering.Step(Clock, input, outbox));

    private static List<Effect> Collect(Action<Outbox> step)
    {
        var outbox = new Outbox();
        step(outbox);
        return [.. outbox.Effects];
    }
}
