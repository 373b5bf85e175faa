using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.HotStuff;
using Timeout = Witan.Protocols.HotStuff.Timeout;

namespace Witan.TestKit.HotStuff;

/// <summary>Makes any HotStuff statement and certificate under any member's key: what honest runs produce, and what
/// liars would.</summary>
public sealed class HotStuffForge
{
    private readonly ISigner[] _signers;
    private readonly HotStuffMode _mode;

    public HotStuffForge(HotStuffMode mode = HotStuffMode.Chained, int n = 4, int f = 1)
    {
        _mode = mode;
        _signers = [.. Enumerable.Range(0, n).Select(i => Scheme.CreateSigner($"replica {i}"))];
        var members = _signers.Select((s, i) => new Member(
            new ReplicaId((uint)i), $"organisation {i}", s.PublicKey, default, $"host:{i}", 1));
        Configuration = Configuration.Create(
            default, members, f, "hotstuff",
            new ClusterParameters { CheckpointInterval = 8, Window = 16, SlotsInFlight = 4 });
        Codec = new MessageCodec(new HotStuffCodec(mode));
    }

    public static IdealScheme Scheme { get; } = new(Sha256.Hash("witan hotstuff harness"u8));

    public static Digest Cluster { get; } = Sha256.Hash("witan hotstuff cluster"u8);

    public Configuration Configuration { get; }

    public MessageCodec Codec { get; }

    public Digest Genesis => NodeHeader.GenesisId(Cluster, Configuration.Number);

    public byte Kind => HotStuffRules.JustifyKind(_mode);

    public ReplicaId Id(int place) => Configuration.Members[place].Id;

    public SignedStatement Sign(int place, Statement statement) =>
        new(statement, _signers[place].Sign(statement.TextDigest(Cluster, Configuration.Quorums.Mode)));

    /// <summary>A block of one reference that no desk can tell from a real one.</summary>
    public static Block Block(ulong height, byte content = 1) => new(
        new Height(height), new BlockTime(1), [new Reference(Reference.Bundle, Sha256.Hash([content]), 10)]);

    /// <summary>A child of genesis.</summary>
    public Node First(ulong view, byte content = 1)
    {
        var block = Block(1, content);
        return new Node(
            Configuration.Number, new NodeHeader(new View(view), new Height(1), Genesis, block.Digest), block, null);
    }

    /// <summary>A child that carries the certificate of its parent.</summary>
    /// <param name="view">Of the child.</param>
    /// <param name="parent">Certified by the lowest places.</param>
    /// <param name="content">Null for an empty node.</param>
    public Node Child(ulong view, Node parent, byte? content = 1)
    {
        var height = parent.Header.Height.Value + (content is null ? 0ul : 1ul);
        var block = content is { } number ? Block(height, number) : null;
        return new Node(
            Configuration.Number,
            new NodeHeader(new View(view), new Height(height), parent.Id, block?.Digest ?? Digest.Zero), block,
            Certify(parent));
    }

    public SignedStatement Vote(int sender, Node node, byte? kind = null)
    {
        var (view, id, height) = (node.Header.View, node.Id, node.Header.Height);
        var number = Configuration.Number;
        return Sign(sender, (kind ?? Kind) switch
        {
            HotStuffMessageType.VoteGeneric => new VoteGeneric(number, Id(sender), view, id, height),
            HotStuffMessageType.VotePrepare => new VotePrepare(number, Id(sender), view, id, height),
            HotStuffMessageType.VotePreCommit => new VotePreCommit(number, Id(sender), view, id, height),
            _ => new VoteCommit(number, Id(sender), view, id, height),
        });
    }

    /// <summary>A certificate of a node by exactly these; by default the fewest that are enough.</summary>
    public QuorumCertificate Certify(Node node, byte? kind = null, params int[] signers)
    {
        if (signers.Length == 0) signers = [.. Enumerable.Range(0, Configuration.Quorums.SmallestQuorum)];
        var table = new VoteTable(Configuration);
        var places = MemberSet.Empty;
        foreach (var signer in signers)
        {
            table.Add(Vote(signer, node, kind), node.Id);
            places = places.With(signer);
        }

        return new QuorumCertificate(table.Certify(places));
    }

    public SignedStatement Proposal(int sender, Node node, TimeoutCertificate? tc = null) =>
        Sign(sender, new Proposal(Configuration.Number, Id(sender), node, tc));

    public SignedStatement Timeout(int sender, ulong view, QuorumCertificate? highQC, TimeoutCertificate? tc = null) =>
        Sign(sender, new Timeout(
            Configuration.Number, Id(sender), new View(view), highQC?.View ?? default, highQC, tc));

    /// <summary>A TC in which each of the first places held one of these certificates.</summary>
    public TimeoutCertificate TC(ulong view, params QuorumCertificate?[] held)
    {
        var highest = held.MaxBy(qc => qc?.View.Value ?? 0);
        return TCWith(view, highest, held);
    }

    /// <summary>A TC that has this certificate, whatever its entries claim.</summary>
    public TimeoutCertificate TCWith(ulong view, QuorumCertificate? highQC, params QuorumCertificate?[] held) =>
        new(new View(view), Configuration.Number, [.. held.Select((qc, i) => Timeout(i, view, qc).Bare)], highQC);
}
