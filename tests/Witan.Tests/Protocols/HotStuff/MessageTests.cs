using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Protocols.HotStuff;
using Witan.TestKit.HotStuff;
using Xunit;
using Record = Witan.Core.Contract.Record;

namespace Witan.Tests.Protocols.HotStuff;

using Node = Witan.Protocols.HotStuff.Node;

/// <summary>Bytes of every message: one rendering, nothing else accepted, no signature valid for anything else (C7,
/// C8).</summary>
public sealed class MessageTests
{
    private static readonly HotStuffForge Forge = new();
    private static readonly Node First = Forge.First(1);
    private static readonly Node Second = Forge.Child(2, First);
    private static readonly TimeoutCertificate TC = Forge.TC(3, Forge.Certify(First), Forge.Certify(Second), null);

    private static Message Make(string name) => name switch
    {
        "first proposal" => Forge.Proposal(0, First),
        "proposal" => Forge.Proposal(0, Second),
        "proposal with TC" => Forge.Proposal(0, Forge.Child(4, Second, null), TC),
        "proposal header" => Forge.Proposal(0, Second).Bare,
        "vote" => Forge.Vote(1, First),
        "prepare vote" => Forge.Vote(1, First, HotStuffMessageType.VotePrepare),
        "precommit vote" => Forge.Vote(1, First, HotStuffMessageType.VotePreCommit),
        "commit vote" => Forge.Vote(1, First, HotStuffMessageType.VoteCommit),
        "timeout" => Forge.Timeout(2, 5, Forge.Certify(Second), TC),
        "bare timeout" => Forge.Timeout(2, 5, Forge.Certify(Second), TC).Bare,
        "new view" => new NewView(Forge.Certify(Second), TC),
        "phase" => new Phase(Forge.Certify(First, HotStuffMessageType.VotePreCommit)),
        "fetch" => new FetchNodes(default, First.Id, new Height(3)),
        "nodes" => new Nodes(default, [Second, First]),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static TheoryData<string> All =>
    [
        "first proposal", "proposal", "proposal with TC", "proposal header", "vote", "prepare vote", "precommit vote",
        "commit vote", "timeout", "bare timeout", "new view", "phase", "fetch", "nodes",
    ];

    private static Verifier NewVerifier(Digest? cluster = null) =>
        new(cluster ?? HotStuffForge.Cluster, new Configurations(Forge.Configuration), HotStuffForge.Scheme);

    [Theory]
    [MemberData(nameof(All))]
    public void Every_message_survives_its_bytes_and_verifies(string name)
    {
        var bytes = Make(name).Encoded;
        var decoded = Forge.Codec.Decode(bytes.ToArray(), out _);
        Assert.NotNull(decoded);
        Assert.Equal(bytes.ToArray(), decoded.Encoded.ToArray());
        Assert.NotNull(NewVerifier().Verify(decoded, out _));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_prefix_and_a_trailing_byte_are_refused(string name)
    {
        var bytes = Make(name).Encoded.ToArray();
        for (var length = 0; length < bytes.Length; length++)
            Assert.Null(Forge.Codec.Decode(bytes.AsMemory(0, length).ToArray(), out _));
        Assert.Null(Forge.Codec.Decode((byte[])[.. bytes, 0], out _));
    }

    [Theory]
    [InlineData("vote")]
    [InlineData("commit vote")]
    [InlineData("bare timeout")]
    [InlineData("proposal header")]
    [InlineData("phase")]
    public void What_is_signed_with_any_byte_flipped_is_refused(string name)
    {
        var bytes = Make(name).Encoded.ToArray();
        var verifier = NewVerifier();
        for (var i = 0; i < bytes.Length; i++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[i] ^= 1;
            if (Forge.Codec.Decode(flipped, out _) is { } message and not Nodes and not FetchNodes)
                Assert.True(verifier.Verify(message, out _) is null, $"byte {i} of {bytes.Length}");
        }
    }

    [Theory]
    [InlineData(HotStuffMessageType.VotePreCommit)]
    [InlineData(HotStuffMessageType.VoteCommit)]
    [InlineData(HotStuffMessageType.VoteGeneric)]
    public void C7_the_bytes_of_a_prepare_vote_are_no_vote_of_another_phase(byte kind)
    {
        var bytes = Make("prepare vote").Encoded.ToArray();
        bytes[0] = kind;
        var other = Forge.Codec.Decode(bytes, out _);
        Assert.Equal(kind, Assert.IsType<SignedStatement>(other).Statement.Type);
        Assert.Null(NewVerifier().Verify(other!, out var rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
    }

    [Fact]
    public void C7_a_certificate_of_one_phase_is_none_of_another()
    {
        var bytes = Make("phase").Encoded.ToArray();
        bytes[1] = HotStuffMessageType.VoteCommit;
        Assert.Null(NewVerifier().Verify(Forge.Codec.Decode(bytes, out _)!, out var rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
    }

    [Fact]
    public void C7_every_statement_has_its_own_domain()
    {
        var domains = All.Select(n => Make(n.Data)).OfType<SignedStatement>().Select(s =>
            s.Statement.Domain).Distinct().ToArray();
        Assert.Equal(6, domains.Length);
        Assert.All(domains, d => Assert.StartsWith("witan/hotstuff/", d, StringComparison.Ordinal));
    }

    [Fact]
    public void C7_a_vote_of_another_cluster_or_configuration_is_refused()
    {
        var vote = (SignedStatement)Make("vote");
        Assert.Null(NewVerifier(Sha256.Hash("another"u8)).Verify(vote, out var rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
        var said = (Vote)vote.Statement;
        var other = new VoteGeneric(new ConfigurationNumber(1), said.Sender, said.View, said.Node, said.Height);
        Assert.Null(NewVerifier().Verify(new SignedStatement(other, vote.Signature), out rejection));
        Assert.Equal(Rejection.ConfigurationAhead, rejection);
    }

    [Fact]
    public void X7_certificates_of_too_few_are_refused()
    {
        var few = new Phase(Forge.Certify(First, null, 0, 1));
        Assert.Null(NewVerifier().Verify(few, out var rejection));
        Assert.Equal(Rejection.BadCertificate, rejection);
    }

    [Fact]
    public void A_node_with_another_block_or_certificate_than_its_header_names_is_refused()
    {
        var otherBlock = new Node(default, Second.Header, HotStuffForge.Block(2, 9), Second.Justify);
        var otherParent = new Node(default, Second.Header, Second.Block, Forge.Certify(Second));
        foreach (var node in new[] { otherBlock, otherParent })
            Assert.Null(Forge.Codec.Decode(Forge.Proposal(0, node).Encoded, out _));
    }

    [Fact]
    public void Records_survive_their_bytes()
    {
        Record[] records =
        [
            new NodeRecord(First), new NodeRecord(Second),
            new SafetyRecord(default, new View(4), Forge.Certify(Second), Forge.Certify(First), TC),
            new SafetyRecord(default, new View(1), null, null, null),
        ];
        foreach (var record in records)
        {
            var writer = new Primitives.Encoding.CanonicalWriter();
            record.Write(writer);
            var bytes = writer.ToArray();
            var read = Forge.Codec.DecodeRecord(record.Kind, bytes);
            Assert.NotNull(read);
            var again = new Primitives.Encoding.CanonicalWriter();
            read.Write(again);
            Assert.Equal(bytes, again.ToArray());
            for (var length = 0; length < bytes.Length; length++)
                Assert.Null(Forge.Codec.DecodeRecord(record.Kind, bytes.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData(HotStuffMode.Chained, 3, true)]
    [InlineData(HotStuffMode.Chained, 2, false)]
    [InlineData(HotStuffMode.TwoChain, 2, true)]
    [InlineData(HotStuffMode.TwoChain, 1, false)]
    public void A_commit_certificate_is_read_if_it_shows_a_decision_in_this_mode(
        HotStuffMode mode, int length, bool isDecision)
    {
        var nodes = new List<Node> { First };
        while (nodes.Count < length) nodes.Add(Forge.Child((ulong)nodes.Count + 1, nodes[^1], null));
        var certificate = new CommitCertificate([.. nodes.Select(n => n.Header)], Forge.Certify(nodes[^1]));
        var writer = new Primitives.Encoding.CanonicalWriter();
        certificate.Write(writer);
        var reader = new Primitives.Encoding.CanonicalReader(writer.Written);
        var read = CommitCertificate.Read(mode, ref reader);
        Assert.Equal(isDecision, read is not null && reader.Complete);
        if (read is null) return;
        Assert.Equal(First.Block!.Digest, read.Block);
        Assert.Equal(new Height(1), read.Height);
    }
}
