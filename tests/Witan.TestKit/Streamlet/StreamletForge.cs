using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Streamlet;

namespace Witan.TestKit.Streamlet;

/// <summary>Makes any Streamlet statement and notarization under any member's key: what honest runs produce, and what
/// liars would. Leaders take turns: epoch mod n.</summary>
public sealed class StreamletForge
{
    private readonly ISigner[] _signers;

    public StreamletForge(int n = 4, int f = 1)
    {
        _signers = [.. Enumerable.Range(0, n).Select(i => Scheme.CreateSigner($"replica {i}"))];
        var members = _signers.Select((s, i) => new Member(
            new ReplicaId((uint)i), $"organisation {i}", s.PublicKey, default, $"host:{i}", 1));
        Configuration = Configuration.Create(
            default, members, f, "streamlet",
            new ClusterParameters { CheckpointInterval = 8, Window = 16, SlotsInFlight = 4 });
        Codec = new MessageCodec(new StreamletCodec());
    }

    public static IdealScheme Scheme { get; } = new(Sha256.Hash("witan streamlet harness"u8));

    public static Digest Cluster { get; } = Sha256.Hash("witan streamlet cluster"u8);

    public static StreamletOptions Options { get; } = new() { Leaders = LeaderChoice.RoundRobin };

    public Configuration Configuration { get; }

    public MessageCodec Codec { get; }

    public Digest Genesis => NodeHeader.GenesisId(Cluster, Configuration.Number);

    public ReplicaId Id(int place) => Configuration.Members[place].Id;

    public int LeaderOf(ulong epoch) => (int)(epoch % (ulong)Configuration.N);

    public SignedStatement Sign(int place, Statement statement) =>
        new(statement, _signers[place].Sign(statement.TextDigest(Cluster, Configuration.Quorums.Mode)));

    /// <summary>A block of one reference that no desk can tell from a real one.</summary>
    public static Block Block(ulong height, byte content = 1) => new(
        new Height(height), new BlockTime(1), [new Reference(Reference.Bundle, Sha256.Hash([content]), 10)]);

    /// <summary>A child of genesis.</summary>
    public Node First(ulong epoch, byte content = 1)
    {
        var block = Block(1, content);
        var header = new NodeHeader(new Epoch(epoch), 1, new Height(1), Genesis, block.Digest);
        return new Node(Configuration.Number, header, block, null);
    }

    /// <summary>A child that carries the notarization of its parent.</summary>
    /// <param name="epoch">Of the child.</param>
    /// <param name="parent">Notarized by the lowest places.</param>
    /// <param name="content">Null for an empty node.</param>
    public Node Child(ulong epoch, Node parent, byte? content = 1)
    {
        var height = parent.Header.Height.Value + (content is null ? 0ul : 1ul);
        var block = content is { } number ? Block(height, number) : null;
        var header = new NodeHeader(
            new Epoch(epoch), parent.Header.Length + 1, new Height(height), parent.Id, block?.Digest ?? Digest.Zero);
        return new Node(Configuration.Number, header, block, Notarize(parent));
    }

    /// <summary>Nodes of these epochs, each the child of the one before; the first is a child of genesis.</summary>
    public List<Node> Chain(params ulong[] epochs)
    {
        var chain = new List<Node>();
        foreach (var epoch in epochs) chain.Add(chain.Count == 0 ? First(epoch) : Child(epoch, chain[^1]));
        return chain;
    }

    public SignedStatement Vote(int sender, Node node) =>
        Sign(sender, new Vote(Configuration.Number, Id(sender), node.Header.Epoch, node.Id));

    /// <summary>A notarization by exactly these; by default the fewest that are enough.</summary>
    public Notarization Notarize(Node node, params int[] signers)
    {
        if (signers.Length == 0) signers = [.. Enumerable.Range(0, Configuration.Quorums.SmallestQuorum)];
        var table = new VoteTable(Configuration);
        var places = MemberSet.Empty;
        foreach (var signer in signers)
        {
            table.Add(Vote(signer, node), node.Id);
            places = places.With(signer);
        }

        return new Notarization(node.Header, table.Certify(places));
    }

    /// <summary>By the leader of its epoch.</summary>
    public SignedStatement Proposal(Node node) => Proposal(LeaderOf(node.Header.Epoch.Value), node);

    public SignedStatement Proposal(int sender, Node node) =>
        Sign(sender, new Proposal(Configuration.Number, Id(sender), node));
}
