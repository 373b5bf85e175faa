using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Primitives;
using Witan.Protocols.HotStuff;

namespace Witan.TestKit.HotStuff;

/// <summary>
/// One ordering machine on a bench: an input goes in, the exact effects come out. Blocks are ready as soon as they are
/// offered, unless a test holds them back.
/// </summary>
public sealed class HotStuffBench : IBlockDesk, IPendingRequests, IExecutedPrefix
{
    private readonly IOrdering _ordering;
    private readonly Verifier _verifier;

    /// <param name="forge">Everybody's keys.</param>
    /// <param name="self">Which member stands on the bench.</param>
    /// <param name="mode">Of the cluster.</param>
    /// <param name="records">What it recovers.</param>
    public HotStuffBench(HotStuffForge forge, int self, HotStuffMode mode, IReadOnlyList<Record>? records = null)
    {
        Forge = forge;
        Self = self;
        var configurations = new Configurations(forge.Configuration);
        _verifier = new Verifier(HotStuffForge.Cluster, configurations, HotStuffForge.Scheme);
        var context = new OrderingContext
        {
            Cluster = HotStuffForge.Cluster,
            Self = forge.Id(self),
            Configurations = configurations,
            Options = new ReplicaOptions { Heartbeat = TimeSpan.Zero },
            Blocks = this,
            Pending = this,
            Executed = this,
            Stable = null,
        };
        _ordering = new Protocol(mode, Rotation.Fixed).Create(context, records ?? []);
        Started = Collect(outbox => _ordering.Start(Clock, outbox));
    }

    public HotStuffForge Forge { get; }

    public int Self { get; }

    /// <summary>What Start did.</summary>
    public IReadOnlyList<Effect> Started { get; }

    /// <summary>Virtual time in microseconds.</summary>
    public long Now { get; set; } = 1_000_000;

    public OrderingStatus Status => _ordering.Status;

    public bool Any { get; set; }

    public Instant? OldestSince { get; set; }

    public Height Executed { get; set; }

    public BlockTime Time { get; set; }

    /// <summary>Blocks that are offered stay incomplete.</summary>
    public bool HoldsBack { get; set; }

    private Clock Clock => new(new Instant(Now), new BlockTime(Now));

    public Block Draw(Height height, in Clock now, BlockTime after, IReadOnlyCollection<Digest> inFlight) =>
        new(height, new BlockTime(1), []);

    public Block? Find(Digest block) => null;

    /// <summary>An input, and what the block desk answers to what it led to.</summary>
    public IReadOnlyList<Effect> Tell(Input input)
    {
        var effects = Collect(outbox => _ordering.Step(Clock, input, outbox));
        for (var i = 0; i < effects.Count && !HoldsBack; i++)
        {
            if (effects[i] is not Internal.OfferBlock { Block: var block }) continue;
            var ready = new Internal.BlockReady(block.Height, block.Digest);
            effects.AddRange(Collect(outbox => _ordering.Step(Clock, ready, outbox)));
        }

        return effects;
    }

    /// <summary>A message over the connection of a replica, through bytes and verifier.</summary>
    public IReadOnlyList<Effect> Receive(int from, Message message)
    {
        var decoded = Forge.Codec.Decode(message.Encoded.ToArray(), out var refusal)
            ?? throw new InvalidOperationException("not decoded: " + refusal);
        var verified = _verifier.Verify(decoded, out refusal)
            ?? throw new InvalidOperationException("not verified: " + refusal);
        return Tell(new Input.Received(verified, Origin.Peer(Forge.Id(from))));
    }

    /// <summary>Time passes, and the timer of the view fires.</summary>
    public IReadOnlyList<Effect> TimeOut(long microseconds)
    {
        Now += microseconds;
        return Tell(new Input.TimerFired(new TimerId("hotstuff", "view", 0)));
    }

    private static List<Effect> Collect(Action<Outbox> step)
    {
        var outbox = new Outbox();
        step(outbox);
        return [.. outbox.Effects];
    }
}
