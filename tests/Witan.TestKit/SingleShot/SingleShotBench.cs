using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Protocols.SingleShot;

namespace Witan.TestKit.SingleShot;

/// <summary>
/// One chain of instances on a bench: an input goes in, the exact effects come out. Blocks are ready as soon as they
/// are offered, and own statements come back signed, unless a test holds them back.
/// </summary>
public sealed class SingleShotBench : IBlockDesk, IPendingRequests, IExecutedPrefix
{
    private readonly IOrdering _ordering;
    private readonly Verifier _verifier;

    /// <param name="forge">Everybody's keys.</param>
    /// <param name="self">Which member stands on the bench.</param>
    /// <param name="records">What it recovers.</param>
    /// <param name="executed">Up to where it has executed.</param>
    public SingleShotBench(ConsensusForge forge, int self, IReadOnlyList<Record>? records = null, ulong executed = 0)
    {
        (Forge, Self, Executed) = (forge, self, new Height(executed));
        var configurations = new Configurations(forge.Configuration);
        _verifier = new Verifier(ConsensusForge.Cluster, configurations, ConsensusForge.Scheme);
        var context = new OrderingContext
        {
            Cluster = ConsensusForge.Cluster,
            Self = forge.Id(self),
            Configurations = configurations,
            Options = new ReplicaOptions { Heartbeat = TimeSpan.Zero },
            Blocks = this,
            Pending = this,
            Executed = this,
            Stable = null,
        };
        _ordering = new Protocol().Create(context, records ?? []);
        Started = Do(outbox => _ordering.Start(Clock, outbox));
    }

    public ConsensusForge Forge { get; }

    public int Self { get; }

    /// <summary>What Start did.</summary>
    public IReadOnlyList<Effect> Started { get; }

    /// <summary>Virtual time in microseconds.</summary>
    public long Now { get; set; } = 1_000_000;

    public OrderingStatus Status => _ordering.Status;

    public IReadOnlyList<Gauge> Gauges => _ordering.Gauges;

    public bool Any { get; set; }

    public Instant? OldestSince { get; set; }

    public Height Executed { get; set; }

    public BlockTime Time { get; set; }

    /// <summary>Blocks that are offered stay incomplete.</summary>
    public bool HoldsBack { get; set; }

    private Clock Clock => new(new Instant(Now), new BlockTime(Now));

    /// <summary>A block of one reference that no desk can tell from a real one.</summary>
    public static Block BlockAt(ulong height, byte content = 1) => new(
        new Height(height), new BlockTime(1),
        [new Reference(Reference.Bundle, Sha256.Hash([content]), 10)]);

    public static Value ValueAt(ulong height, byte content = 1)
    {
        var writer = new CanonicalWriter();
        BlockAt(height, content).Write(writer);
        return new Value(writer.Written);
    }

    public Block Draw(Height height, in Clock now, BlockTime after, IReadOnlyCollection<Digest> inFlight) =>
        Any ? BlockAt(height.Value, (byte)(100 + Self)) : new Block(height, new BlockTime(1), []);

    public Block? Find(Digest block) => null;

    /// <summary>An input, and what desk and key answer to what it led to.</summary>
    public IReadOnlyList<Effect> Tell(Input input) => Do(outbox => _ordering.Step(Clock, input, outbox));

    /// <summary>Something waits to be ordered.</summary>
    public IReadOnlyList<Effect> Pool()
    {
        (Any, OldestSince) = (true, new Instant(Now));
        return Tell(new Internal.PoolChanged());
    }

    /// <summary>The height was executed, and nothing waits any more.</summary>
    public IReadOnlyList<Effect> Execute(ulong height)
    {
        (Any, OldestSince, Executed) = (false, null, new Height(height));
        var commitment = new StateCommitment
        {
            Cluster = ConsensusForge.Cluster, Configuration = default, Height = new Height(height), Previous = default,
            Chain = default, Time = new BlockTime(1), State = default, Results = default, Changes = default,
            NextConfiguration = default,
        };
        return Tell(new Internal.Executed(commitment, true));
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

    /// <summary>Time passes, and a timer fires.</summary>
    public IReadOnlyList<Effect> Fire(string timer, long microseconds)
    {
        Now += microseconds;
        return Tell(new Input.TimerFired(new TimerId("singleshot", timer, 0)));
    }

    private List<Effect> Do(Action<Outbox> step)
    {
        var effects = Collect(step);
        for (var i = 0; i < effects.Count; i++)
        {
            Input? answer = effects[i] switch
            {
                Internal.OfferBlock { Block: var block } when !HoldsBack =>
                    new Internal.BlockReady(block.Height, block.Digest),
                Effect.Sign { Statement: var statement } =>
                    new Input.OwnSigned(_verifier.Verify(Forge.Sign(Self, statement), out _)!),
                _ => null,
            };
            if (answer is not null) effects.AddRange(Collect(outbox => _ordering.Step(Clock, answer, outbox)));
        }

        return effects;
    }

    private static List<Effect> Collect(Action<Outbox> step)
    {
        var outbox = new Outbox();
        step(outbox);
        return [.. outbox.Effects];
    }
}
