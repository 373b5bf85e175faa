using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.SingleShot;

namespace Witan.TestKit.SingleShot;

/// <summary>Makes any statement and certificate of single-shot PBFT under any member's key: what honest runs produce,
/// and what liars would.</summary>
public sealed class ConsensusForge
{
    private readonly ISigner[] _signers;

    public ConsensusForge(int n = 4, int f = 1, ulong instance = 7)
    {
        Instance = instance;
        _signers = [.. Enumerable.Range(0, n).Select(i => Scheme.CreateSigner($"replica {i}"))];
        var members = _signers.Select((s, i) => new Member(
            new ReplicaId((uint)i), $"organisation {i}", s.PublicKey, default, $"host:{i}", 1));
        Configuration = Configuration.Create(
            default, members, f, "singleshot",
            new ClusterParameters { CheckpointInterval = 8, Window = 16, SlotsInFlight = 4 });
    }

    public static IdealScheme Scheme { get; } = new(Sha256.Hash("witan singleshot harness"u8));

    public static Digest Cluster { get; } = Sha256.Hash("witan singleshot cluster"u8);

    public MessageCodec Codec { get; } = new(new SingleShotCodec());

    public Configuration Configuration { get; }

    /// <summary>Of every statement that names none.</summary>
    public ulong Instance { get; init; }

    public ReplicaId Id(int place) => Configuration.Members[place].Id;

    public ISigner Signer(int place) => _signers[place];

    public SignedStatement Sign(int place, Statement statement) =>
        new(statement, _signers[place].Sign(statement.TextDigest(Cluster, Configuration.Quorums.Mode)));

    public static Value Value(string content) => new(System.Text.Encoding.UTF8.GetBytes(content));

    public SignedStatement Prepared(int sender, ulong view, Value value) =>
        Sign(sender, new Prepared(Configuration.Number, Id(sender), Instance, new View(view), value.Digest));

    public SignedStatement Committed(int sender, ulong view, Value value) =>
        Sign(sender, new Committed(Configuration.Number, Id(sender), Instance, new View(view), value.Digest));

    public SignedStatement Wish(int sender, ulong view, ulong? instance = null) =>
        Sign(sender, new Wish(Configuration.Number, Id(sender), instance ?? Instance, new View(view)));

    /// <summary>A certificate by exactly these; by default the fewest that are enough.</summary>
    public PreparedCertificate PreparedCertificate(ulong view, Value value, params int[] signers) =>
        new(Certify(value, signers, place => Prepared(place, view, value)));

    /// <summary>A certificate by exactly these; by default the fewest that are enough.</summary>
    public CommitCertificate CommitCertificate(ulong view, Value value, params int[] signers) =>
        new(Certify(value, signers, place => Committed(place, view, value)));

    /// <summary>A member that was last prepared in a view, or never.</summary>
    public SignedStatement NewLeader(int sender, ulong view, ulong preparedIn = 0, Value? value = null) =>
        preparedIn == 0
            ? NewLeaderWith(sender, view, 0, null, null)
            : NewLeaderWith(sender, view, preparedIn, value, PreparedCertificate(preparedIn, value!));

    /// <summary>With this certificate, whatever it claims.</summary>
    public SignedStatement NewLeaderWith(
        int sender, ulong view, ulong preparedIn, Value? value, PreparedCertificate? certificate) =>
        Sign(sender, new NewLeader(
            Configuration.Number, Id(sender), Instance, new View(view), new View(preparedIn),
            value?.Digest ?? Digest.Zero, value, certificate));

    /// <summary>M: NEWLEADERs as they are, and the certificate of the highest.</summary>
    public static Justification Justify(params SignedStatement[] newLeaders) => new(
        [.. newLeaders.Select(m => m.Bare)],
        newLeaders.Select(m => ((NewLeader)m.Statement).Certificate).MaxBy(c => c?.View.Value ?? 0));

    public SignedStatement Propose(int sender, ulong view, Value value, Justification? justification = null) =>
        Sign(sender, new Propose(
            Configuration.Number, Id(sender), Instance, new View(view), value, justification ?? Justification.Empty));

    private Certificate Certify(Value value, int[] signers, Func<int, SignedStatement> said)
    {
        if (signers.Length == 0) signers = [.. Enumerable.Range(0, Configuration.Quorums.SmallestQuorum)];
        var table = new VoteTable(Configuration);
        var places = MemberSet.Empty;
        foreach (var signer in signers)
        {
            table.Add(said(signer), value.Digest);
            places = places.With(signer);
        }

        return table.Certify(places);
    }
}
