using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Primitives;
using Witan.Protocols.Streamlet;

namespace Witan.TestKit.Streamlet;

/// <summary>
/// One ordering machine on a bench: an input goes in, the exact effects come out. Blocks are ready as soon as they are
/// offered, unless a test holds them back. Time begins with epoch 1.
/// </summary>
public sealed class StreamletBench : IBlockDesk, IPendingRequests, IExecutedPrefix
{
    private readonly IOrdering _ordering;
    private readonly Verifier _verifier;

    /// <param name="forge">Everybody's keys.</param>
    /// <param name="self">Which member stands on the bench.</param>
    /// <param name="records">What it recovers.</param>
    /// <param name="epoch">In which it starts.</param>
    public StreamletBench(StreamletForge forge, int self, IReadOnlyList<Record>? records = null, ulong epoch = 1)
    {
        Forge = forge;
        Self = self;
        Now = StartOf(epoch);
        var configurations = new Configurations(forge.Configuration);
        _verifier = new Verifier(StreamletForge.Cluster, configurations, StreamletForge.Scheme);
        var context = new OrderingContext
        {
            Cluster = StreamletForge.Cluster,
            Self = forge.Id(self),
            Configurations = configurations,
            Options = new ReplicaOptions { Heartbeat = TimeSpan.Zero },
            Blocks = this,
            Pending = this,
            Executed = this,
            Stable = null,
        };
        _ordering = new Protocol(StreamletForge.Options).Create(context, records ?? []);
        Started = Collect(outbox => _ordering.Start(Clock, outbox));
    }

    public static long EpochLength => StreamletForge.Options.EpochMicroseconds;

    public StreamletForge Forge { get; }

    public int Self { get; }

    /// <summary>What Start did.</summary>
    public IReadOnlyList<Effect> Started { get; }

    /// <summary>Virtual time in microseconds, on both clocks.</summary>
    public long Now { get; set; }

    /// <summary>How far the wall clock is ahead of it.</summary>
    public long Skew { get; set; }

    public OrderingStatus Status => _ordering.Status;

    public IReadOnlyList<Gauge> Gauges => _ordering.Gauges;

    public bool Any { get; set; }

    public Instant? OldestSince { get; set; }

    public Height Executed { get; set; }

    public BlockTime Time { get; set; }

    /// <summary>Blocks that are offered stay incomplete.</summary>
    public bool HoldsBack { get; set; }

    private Clock Clock => new(new Instant(Now), new BlockTime(Now + Skew));

    public Block Draw(Height height, in Clock now, BlockTime after, IReadOnlyCollection<Digest> inFlight) =>
        new(height, now.Wall, Any ? [new Reference(Reference.Bundle, Digest.Zero, 10)] : []);

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

    /// <summary>The proposal of a node, from its leader.</summary>
    public IReadOnlyList<Effect> Hear(Node node) =>
        Receive(Forge.LeaderOf(node.Header.Epoch.Value), Forge.Proposal(node));

    /// <summary>Votes for a node, each from its sender.</summary>
    public IReadOnlyList<Effect> HearVotes(Node node, params int[] senders) =>
        [.. senders.SelectMany(sender => Receive(sender, Forge.Vote(sender, node)))];

    /// <summary>The own statements that were signed come back.</summary>
    public IReadOnlyList<Effect> Return(IEnumerable<Effect> effects)
    {
        var returned = new List<Effect>();
        foreach (var said in effects.OfType<Effect.Sign>().Select(s => s.Statement))
        {
            var verified = _verifier.Verify(Forge.Sign(Self, said), out var refusal)
                ?? throw new InvalidOperationException("not verified: " + refusal);
            returned.AddRange(Tell(new Input.OwnSigned(verified)));
        }

        return returned;
    }

    /// <summary>The clock reaches a moment of an epoch, and the timer of epochs fires.</summary>
    public IReadOnlyList<Effect> Enter(ulong epoch, long into = 0)
    {
        Now = StartOf(epoch) + into;
        return Tell(new Input.TimerFired(new TimerId("streamlet", "epoch", 0)));
    }

    private static long StartOf(ulong epoch) => StreamletRules.StartOf(new Epoch(epoch), EpochLength).Microseconds;

    private static List<Effect> Collect(Action<Outbox> step)
    {
        var outbox = new Outbox();
        step(outbox);
        return [.. outbox.Effects];
    }
}
