using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Primitives;
using Witan.Protocols.Pbft;

namespace Witan.TestKit.Pbft;

/// <summary>One ordering machine on a bench: an input goes in, the exact effects come out.</summary>
public sealed class PbftBench : IBlockDesk, IPendingRequests, IExecutedPrefix
{
    private readonly IOrdering _ordering;
    private readonly Verifier _verifier;

    /// <param name="forge">Everybody's keys.</param>
    /// <param name="self">Which member stands on the bench.</param>
    /// <param name="records">What it recovers.</param>
    /// <param name="options">Of the replica.</param>
    /// <param name="hearsPeers">Whether all others have just said that they are there, at genesis.</param>
    public PbftBench(
        PbftForge forge, int self, IReadOnlyList<Record>? records = null, ReplicaOptions? options = null,
        bool hearsPeers = true)
    {
        Forge = forge;
        Self = self;
        _verifier = new Verifier(PbftForge.Cluster, new Configurations(forge.Configuration), PbftForge.Scheme);
        var context = new OrderingContext
        {
            Cluster = PbftForge.Cluster,
            Self = forge.Id(self),
            Configurations = new Configurations(forge.Configuration),
            Options = options ?? new ReplicaOptions { Heartbeat = TimeSpan.Zero },
            Blocks = this,
            Pending = this,
            Executed = this,
            Stable = null,
        };
        _ordering = new Protocol().Create(context, records ?? []);
        Started = Collect(outbox => _ordering.Start(Clock, outbox));
        if (hearsPeers) HearPeers();
    }

    public PbftForge Forge { get; }

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

    /// <summary>What the next Draw gives.</summary>
    public Block? NextBlock { get; set; }

    /// <summary>Blocks held with their bodies.</summary>
    public List<Block> Held { get; } = [];

    private Clock Clock => new(new Instant(Now), new BlockTime(Now));

    public Block Draw(Height height, in Clock now, BlockTime after, IReadOnlyCollection<Digest> inFlight) =>
        NextBlock ?? new Block(height, new BlockTime(1), []);

    public Block? Find(Digest block) => Held.Find(b => b.Digest == block);

    public IReadOnlyList<Effect> Tell(Input input) => Collect(outbox => _ordering.Step(Clock, input, outbox));

    /// <summary>A message over the connection of a replica, through bytes and verifier.</summary>
    public IReadOnlyList<Effect> Receive(int from, Message message)
    {
        var decoded = PbftForge.Codec.Decode(message.Encoded.ToArray(), out var refusal)
            ?? throw new InvalidOperationException("not decoded: " + refusal);
        var verified = _verifier.Verify(decoded, out refusal)
            ?? throw new InvalidOperationException("not verified: " + refusal);
        return Tell(new Input.Received(verified, Origin.Peer(Forge.Id(from))));
    }

    /// <summary>An own statement comes back signed.</summary>
    public IReadOnlyList<Effect> OwnSigned(Effect.Sign sign) =>
        Tell(new Input.OwnSigned(_verifier.Verify(Forge.Sign(Self, sign.Statement), out _)!));

    public IReadOnlyList<Effect> Ready(Block block)
    {
        Held.Add(block);
        return Tell(new Internal.BlockReady(block.Height, block.Digest));
    }

    private void HearPeers()
    {
        foreach (var member in Forge.Configuration.Members)
        {
            if (member.Id != Forge.Id(Self)) Tell(new Internal.PeerProgress(member.Id, Height.Genesis, Height.Genesis));
        }
    }

    private static List<Effect> Collect(Action<Outbox> step)
    {
        var outbox = new Outbox();
        step(outbox);
        return [.. outbox.Effects];
    }
}
