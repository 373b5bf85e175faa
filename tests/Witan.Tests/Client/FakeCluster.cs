using System.Text;
using Witan.Client;
using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Crypto.Trees;
using Witan.Crypto;
using Witan.Primitives.Membership;
using Witan.Primitives;

namespace Witan.Tests.Client;

/// <summary>
/// What correct replicas would hold: a chain of commitments over real requests, and their keys, with which a test
/// says true
/// and false things. Requests are "key=value" and change the map "kv"; the result of a request is "done:" and the
/// request.
/// </summary>
internal sealed class FakeCluster
{
    private readonly ISigner[] _signers;
    private readonly FakeState _state = new();

    public FakeCluster(int n = 4, int f = 1, string name = "a")
    {
        Scheme = new IdealScheme(Sha256.Hash([7]));
        _signers = [.. Enumerable.Range(0, n).Select(i => Scheme.CreateSigner(name + "/R" + i))];
        Client = Scheme.CreateSigner("client");
        var members = _signers.Select((s, i) => new Member(
            new ReplicaId((uint)i), "org \"" + i + "\" é", s.PublicKey, Sha256.Hash([(byte)i]), "host:" + i, 1));
        var configuration = Configuration.Create(
            new ConfigurationNumber(0), members, f, "none", new ClusterParameters());
        Trust = new Trust(new Genesis(
            configuration, [Client.PublicKey], "kv", new BlockTime(1_000_000),
            Sha256.Hash(Encoding.UTF8.GetBytes(name))));
        Blocks.Add(new FakeBlock(Genesis(), new MerkleLog([]), [], _state.Copy()));
    }

    public IdealScheme Scheme { get; }

    public Trust Trust { get; }

    public ISigner Client { get; }

    public ClientIdentity Identity => new(Client, 3, Sha256.Hash([9]));

    public Configuration Configuration => Trust.Genesis.Configuration;

    public List<FakeBlock> Blocks { get; } = [];

    public FakeBlock Newest => Blocks[^1];

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Executes one block.</summary>
    public FakeBlock Execute(params Bundle[] bundles)
    {
        var leaves = new List<ResultLeaf>();
        foreach (var bundle in bundles)
        {
            for (var i = 0; i < bundle.Requests.Count; i++)
                leaves.Add(Apply(bundle.Session, bundle.First + (ulong)i, bundle.Requests[i]));
        }

        var log = MerkleLog.Of([.. leaves.Select(l => l.Encode())]);
        var commitment = Newest.Commitment with
        {
            Height = Newest.Commitment.Height.Next,
            Previous = Newest.Commitment.Digest,
            Chain = Sha256.Hash([.. Newest.Commitment.Chain.ToArray(), .. log.Root.ToArray()]),
            Time = new BlockTime(Newest.Commitment.Time.Microseconds + 1_000),
            State = _state.Root,
            Results = log.Root,
        };
        Blocks.Add(new FakeBlock(Fresh(commitment), log, leaves, _state.Copy()));
        return Newest;
    }

    public SignedStatement Vote(int replica, StateCommitment commitment) => Sign(
        replica, new StateVote(commitment.Configuration, new ReplicaId((uint)replica), commitment));

    public SignedStatement Answer(int replica, Digest nonce, StateCommitment commitment) => Sign(
        replica,
        new ConfirmAnswer(new ConfigurationNumber(0), new ReplicaId((uint)replica), nonce, Vote(replica, commitment)));

    public SignedStatement Sign(int replica, Statement statement) => new(
        statement, _signers[replica].Sign(statement.TextDigest(Trust.Cluster, 0)));

    /// <summary>What a replica sends for a bundle in a block, with its vote for a block at or above.</summary>
    public Reply ReplyOf(int replica, FakeBlock block, Bundle bundle, FakeBlock? voted = null)
    {
        var signed = (voted ?? block).Commitment;
        var first = block.Leaves.FindIndex(l => l.Number == bundle.First && l.Session == bundle.Session);
        return new Reply
        {
            Session = bundle.Session,
            Path = [.. Blocks.Select(b => b.Commitment).Where(c => c.Height < signed.Height)
                .SkipWhile(c => c.Height < block.Commitment.Height)],
            Vote = Vote(replica, signed),
            Leaves = [.. block.Leaves.Skip(first).Take(bundle.Requests.Count)],
            Proof = block.Results.Prove(first, bundle.Requests.Count),
        };
    }

    public StateCertificate Certify(StateCommitment commitment, params int[] replicas)
    {
        var table = new VoteTable(Configuration);
        var signers = MemberSet.Empty;
        foreach (var replica in replicas)
        {
            table.Add(Vote(replica, commitment), commitment.Digest);
            signers = signers.With(replica);
        }

        return new StateCertificate(table.Certify(signers));
    }

    public ReadAnswer Proved(ReadRequest asked, FakeBlock block) =>
        new(asked.Id, ReadOutcome.Proved, Certify(block.Commitment, 0, 1, 2), block.State.Witness());

    /// <summary>A record copy keeps the digest that was computed before; a new one does not.</summary>
    public static StateCommitment Fresh(StateCommitment c) => new()
    {
        Cluster = c.Cluster, Configuration = c.Configuration, Height = c.Height, Previous = c.Previous, Chain = c.Chain,
        Time = c.Time, State = c.State, Results = c.Results, Changes = c.Changes, Extensions = c.Extensions,
        NextConfiguration = c.NextConfiguration,
    };

    private ResultLeaf Apply(SessionId session, ulong number, ReadOnlyMemory<byte> request)
    {
        var parts = Encoding.UTF8.GetString(request.Span).Split('=');
        _state.Put("kv", Text(parts[0]), Text(parts[^1]));
        var digest = Sha256.Hash(request.Span);
        var result = Text("done:" + Encoding.UTF8.GetString(request.Span));
        var leaf = new ResultLeaf(session, number, digest, result);
        _state.Put("!results", SessionKeys.Result(session, number), KeptResults.Encode([leaf], 0, 1));
        return leaf;
    }

    private StateCommitment Genesis() => new()
    {
        Cluster = Trust.Cluster, Configuration = new ConfigurationNumber(0), Height = Height.Genesis,
        Previous = default,
        Chain = Trust.Cluster, Time = Trust.Genesis.Time, State = _state.Root, Results = new MerkleLog([]).Root,
        Changes = Sha256.Hash([2]), NextConfiguration = default,
    };
}

internal sealed record FakeBlock(
    StateCommitment Commitment, MerkleLog Results, List<ResultLeaf> Leaves, FakeState State);
