using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Primitives;
using Witan.TestKit.Cluster;

namespace Witan.TestKit.SingleShot;

/// <summary>
/// Processes that agree on one value over a network in memory, in virtual time, with nothing of a replica around them.
/// Every message goes through its bytes and the verifier; every record is durable as soon as it is written.
/// </summary>
public sealed class ConsensusWorld
{
    private readonly Random _chance;

    public ConsensusWorld(ConsensusWorldOptions? options = null)
    {
        Options = options ?? new ConsensusWorldOptions();
        _chance = new Random(Options.Seed);
        Forge = new ConsensusForge(Options.N, Options.F);
        Verifier = new Verifier(
            ConsensusForge.Cluster, new Configurations(Forge.Configuration), ConsensusForge.Scheme);
        Nodes = [.. Enumerable.Range(0, Options.N).Where(i => !Options.Liars.Contains(i))
            .Select(i => new ConsensusNode(this, i))];
        foreach (var node in Nodes) World.After(Options.StartsAt(node.Place), node.Start);
    }

    public ConsensusWorldOptions Options { get; }

    public World World { get; } = new();

    public ConsensusForge Forge { get; }

    public Verifier Verifier { get; }

    /// <summary>The correct ones.</summary>
    public IReadOnlyList<ConsensusNode> Nodes { get; }

    /// <summary>All that was sent, in order.</summary>
    public List<(long At, int From, int To, Message Message)> Sent { get; } = [];

    public ConsensusNode this[int place] => Nodes.Single(n => n.Place == place);

    /// <summary>Runs until all that are up have decided.</summary>
    public bool RunToDecision(long limit = 120_000_000) =>
        World.RunUntil(() => Nodes.All(n => !n.IsUp || n.Decided is not null), limit);

    /// <summary>What correct members decided, each value once.</summary>
    public IReadOnlyList<Digest> DecidedValues =>
        [.. Nodes.Select(n => n.Decided?.Value.Digest).OfType<Digest>().Distinct()];

    /// <summary>A message from a place to another, with delay, or lost.</summary>
    public void Send(int from, int to, Message message)
    {
        Sent.Add((World.Now, from, to, message));
        if (Options.Loses(from, to, message, World.Now)) return;
        var bytes = message.Encoded.ToArray();
        World.After(_chance.Next(Options.Delay.Min, Options.Delay.Max + 1), () => Deliver(from, to, bytes));
    }

    private void Deliver(int from, int to, byte[] bytes)
    {
        if (Nodes.FirstOrDefault(n => n.Place == to) is not { IsUp: true } node) return;
        if (Forge.Codec.Decode(bytes, out _) is not { } message) return;
        if (Verifier.Verify(message, out _) is { } verified) node.Receive(from, verified);
    }
}
