using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Pbft;

namespace Witan.TestKit.Pbft;

/// <summary>Makes any PBFT statement and certificate under any member's key: what honest runs produce, and what
/// liars would.</summary>
public sealed class PbftForge
{
    private readonly ISigner[] _signers;

    public PbftForge(int n = 4, int f = 1, ClusterParameters? parameters = null)
    {
        _signers = [.. Enumerable.Range(0, n).Select(i => Scheme.CreateSigner($"replica {i}"))];
        var members = _signers.Select((s, i) => new Member(
            new ReplicaId((uint)i), $"organisation {i}", s.PublicKey, default, $"host:{i}", 1));
        Configuration = Configuration.Create(
            default, members, f, "pbft",
            parameters ?? new ClusterParameters { CheckpointInterval = 8, Window = 16, SlotsInFlight = 4 });
    }

    public static IdealScheme Scheme { get; } = new(Sha256.Hash("witan pbft harness"u8));

    public static Digest Cluster { get; } = Sha256.Hash("witan pbft cluster"u8);

    public static MessageCodec Codec { get; } = new(new PbftCodec());

    public Configuration Configuration { get; }

    public ISigner Signer(int place) => _signers[place];

    public ReplicaId Id(int place) => Configuration.Members[place].Id;

    public int LeaderOf(ulong view) => (int)(view % (ulong)Configuration.N);

    public SignedStatement Sign(int place, Statement statement) =>
        new(statement, _signers[place].Sign(statement.TextDigest(Cluster, Configuration.Quorums.Mode)));

    /// <summary>A block of one reference that no desk can tell from a real one.</summary>
    public static Block Block(ulong height, byte content = 1) => new(
        new Height(height), new BlockTime(1), [new Reference(Reference.Bundle, Sha256.Hash([content]), 10)]);

    public SignedStatement PrePrepare(ulong view, Block block, int? sender = null)
    {
        var place = sender ?? LeaderOf(view);
        return Sign(place, Witan.Protocols.Pbft.PrePrepare.Of(Configuration.Number, Id(place), new View(view), block));
    }

    /// <summary>As nested: without the block.</summary>
    public SignedStatement Header(ulong view, ulong height, Digest digest, int? sender = null)
    {
        var place = sender ?? LeaderOf(view);
        return Sign(place, new PrePrepare(Configuration.Number, Id(place), new View(view), new Height(height),
            digest, null));
    }

    public SignedStatement Prepare(int sender, ulong view, ulong height, Digest digest) =>
        Sign(sender, new Prepare(Configuration.Number, Id(sender), new View(view), new Height(height), digest));

    public SignedStatement Commit(int sender, ulong view, ulong height, Digest digest) =>
        Sign(sender, new Commit(Configuration.Number, Id(sender), new View(view), new Height(height), digest));

    /// <summary>A certificate over PREPARE of exactly these; by default the fewest that are enough with the
    /// leader.</summary>
    public PreparedCertificate Prepared(ulong view, ulong height, Digest digest, params int[] preparers)
    {
        if (preparers.Length == 0)
        {
            preparers = [.. Enumerable.Range(0, Configuration.N).Where(p => p != LeaderOf(view))
                .Take(Configuration.Quorums.SmallestQuorum - 1)];
        }

        return new PreparedCertificate(
            Header(view, height, digest), Certify([.. preparers.Select(p =>
                Prepare(p, view, height, digest))], digest));
    }

    public CommitCertificate Committed(ulong view, ulong height, Digest digest, params int[] signers)
    {
        if (signers.Length == 0) signers = [.. Enumerable.Range(0, Configuration.Quorums.SmallestQuorum)];
        return new CommitCertificate(Certify([.. signers.Select(p => Commit(p, view, height, digest))], digest));
    }

    public StateCertificate Stable(ulong height)
    {
        var commitment = new StateCommitment
        {
            Cluster = Cluster, Configuration = default, Height = new Height(height), Previous = default, Chain =
                default,
            Time = default, State = Sha256.Hash("state"u8), Results = default, Changes = default, NextConfiguration =
                default,
        };
        var votes = Enumerable.Range(0, Configuration.Quorums.SmallestQuorum)
            .Select(p => Sign(p, new StateVote(default, Id(p), commitment))).ToArray();
        return new StateCertificate(Certify(votes, commitment.Digest));
    }

    public SignedStatement ViewChange(int sender, ulong target, ulong low = 0,
        params PreparedCertificate[] prepared) => Sign(
        sender,
        new ViewChange(Configuration.Number, Id(sender), new View(target), low == 0 ? null : Stable(low), prepared));

    /// <summary>A NEW-VIEW whose proposals follow from the VIEW-CHANGEs.</summary>
    public SignedStatement NewView(ulong target, params SignedStatement[] viewChanges)
    {
        var expected = PbftRules.ComputeNewViewProposals([.. viewChanges.Select(v => (ViewChange)v.Statement)]);
        var proposals = expected.Slots.Select(s => Header(target, s.Height.Value, s.Digest)).ToArray();
        return NewView(target, viewChanges, proposals);
    }

    public SignedStatement NewView(ulong target, SignedStatement[] viewChanges, SignedStatement[] proposals,
        int? sender = null)
    {
        var place = sender ?? LeaderOf(target);
        return Sign(place, new NewView(Configuration.Number, Id(place), new View(target), viewChanges, proposals));
    }

    private Certificate Certify(IReadOnlyList<SignedStatement> votes, Digest subject)
    {
        var table = new VoteTable(Configuration);
        var signers = MemberSet.Empty;
        foreach (var vote in votes)
        {
            table.Add(vote, subject);
            signers = signers.With(Configuration.PlaceOf(vote.Statement.Sender));
        }

        return table.Certify(signers);
    }
}
