using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Protocols.Streamlet;
using Witan.TestKit.Streamlet;
using Xunit;
using Record = Witan.Core.Contract.Record;

namespace Witan.Tests.Protocols.Streamlet;

using Node = Witan.Protocols.Streamlet.Node;

/// <summary>Bytes of every message: one rendering, nothing else accepted, no signature valid for anything
/// else.</summary>
public sealed class MessageTests
{
    private static readonly StreamletForge Forge = new();
    private static readonly Node First = Forge.First(1);
    private static readonly Node Second = Forge.Child(2, First);

    private static Message Make(string name) => name switch
    {
        "first proposal" => Forge.Proposal(First),
        "proposal" => Forge.Proposal(Second),
        "empty proposal" => Forge.Proposal(Forge.Child(4, Second, null)),
        "proposal header" => Forge.Proposal(Second).Bare,
        "vote" => Forge.Vote(1, First),
        "fetch" => new FetchNodes(default, First.Id, new Height(3)),
        "nodes" => new Nodes(default, [Second, First]),
        "status" => new Status(default, new BlockTime(77), Forge.Notarize(Second)),
        "idle status" => new Status(default, new BlockTime(77), null),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static TheoryData<string> All =>
    [
        "first proposal", "proposal", "empty proposal", "proposal header", "vote", "fetch", "nodes", "status",
        "idle status",
    ];

    private static Verifier NewVerifier(Digest? cluster = null) =>
        new(cluster ?? StreamletForge.Cluster, new Configurations(Forge.Configuration), StreamletForge.Scheme);

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

    /// <summary>A flipped bit is refused, or it is another message with the same bytes: nothing has two
    /// renderings.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Every_flipped_bit_is_refused_or_is_another_message(string name)
    {
        var bytes = Make(name).Encoded.ToArray();
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            if (Forge.Codec.Decode(flipped, out _) is { } message)
                Assert.Equal(flipped, (byte[])[message.Type, .. BodyOf(message)]);
        }
    }

    [Theory]
    [InlineData("vote")]
    [InlineData("proposal header")]
    public void What_is_signed_with_any_byte_flipped_is_refused(string name)
    {
        var bytes = Make(name).Encoded.ToArray();
        var verifier = NewVerifier();
        for (var i = 0; i < bytes.Length; i++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[i] ^= 1;
            if (Forge.Codec.Decode(flipped, out _) is SignedStatement message)
                Assert.True(verifier.Verify(message, out _) is null, $"byte {i} of {bytes.Length}");
        }
    }

    [Fact]
    public void Proposal_and_vote_have_their_own_domains_and_none_verifies_as_the_other()
    {
        var vote = (SignedStatement)Make("vote");
        var proposal = (SignedStatement)Make("proposal header");
        Assert.Equal("witan/streamlet/vote/v1", vote.Statement.Domain);
        Assert.Equal("witan/streamlet/proposal/v1", proposal.Statement.Domain);
        var said = (Proposal)proposal.Statement;
        var swapped = new SignedStatement(
            new Vote(default, said.Sender, said.Epoch, said.Node.Id), proposal.Signature);
        Assert.Null(NewVerifier().Verify(swapped, out var rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
    }

    [Fact]
    public void A_vote_of_another_cluster_or_configuration_is_refused()
    {
        var vote = (SignedStatement)Make("vote");
        Assert.Null(NewVerifier(Sha256.Hash("another"u8)).Verify(vote, out var rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
        var said = (Vote)vote.Statement;
        var other = new Vote(new ConfigurationNumber(1), said.Sender, said.Epoch, said.Node);
        Assert.Null(NewVerifier().Verify(new SignedStatement(other, vote.Signature), out rejection));
        Assert.Equal(Rejection.ConfigurationAhead, rejection);
    }

    [Fact]
    public void T13_notarizations_of_too_few_are_refused()
    {
        var few = new Status(default, new BlockTime(77), Forge.Notarize(First, 0, 1));
        Assert.Null(NewVerifier().Verify(few, out var rejection));
        Assert.Equal(Rejection.BadCertificate, rejection);
    }

    [Fact]
    public void A_notarization_under_the_header_of_another_node_is_no_message()
    {
        var spliced = new Notarization(Second.Header, Forge.Notarize(First).Certificate);
        Assert.Null(Forge.Codec.Decode(new Status(default, new BlockTime(77), spliced).Encoded, out _));
    }

    [Fact]
    public void A_node_with_another_block_or_notarization_than_its_header_names_is_refused()
    {
        var otherBlock = new Node(default, Second.Header, StreamletForge.Block(2, 9), Second.Justify);
        var otherParent = new Node(default, Second.Header, Second.Block, Forge.Notarize(Second));
        foreach (var node in new[] { otherBlock, otherParent })
            Assert.Null(Forge.Codec.Decode(Forge.Proposal(node).Encoded, out _));
    }

    [Fact]
    public void Records_survive_their_bytes()
    {
        Record[] records =
        [
            new NodeRecord(First), new NodeRecord(Second), new LongestRecord(default, Forge.Notarize(Second)),
        ];
        foreach (var record in records)
        {
            var writer = new CanonicalWriter();
            record.Write(writer);
            var bytes = writer.ToArray();
            var read = Forge.Codec.DecodeRecord(record.Kind, bytes);
            Assert.NotNull(read);
            var again = new CanonicalWriter();
            read.Write(again);
            Assert.Equal(bytes, again.ToArray());
            for (var length = 0; length < bytes.Length; length++)
                Assert.Null(Forge.Codec.DecodeRecord(record.Kind, bytes.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData("1 2", 0, true)]
    [InlineData("5 6 7", 0, true)]
    [InlineData("5 6 7", 1, true)]
    [InlineData("3 5 6 7", 0, true)]
    [InlineData("5 6 8", 0, false)]
    [InlineData("5 7 8", 1, false)]
    [InlineData("5 6 7", 2, false)]
    public void A_finality_certificate_is_read_if_it_shows_its_block_final(string epochs, int of, bool isFinal)
    {
        var chain = Forge.Chain([.. epochs.Split(' ').Select(ulong.Parse)]);
        NodeHeader[] headers = [.. chain.Select(node => node.Header)];
        var first = of > 0 && of == headers.Length - 2 ? headers[of - 1] : null;
        var certificate = new FinalityCertificate(first, headers[of..], Forge.Notarize(chain[^1]).Certificate);
        var writer = new CanonicalWriter();
        certificate.Write(writer);
        var reader = new CanonicalReader(writer.Written);
        var read = FinalityCertificate.Read(ref reader);
        Assert.Equal(isFinal, read is not null && reader.Complete);
        if (read is null) return;
        Assert.Equal((chain[of].Block!.Digest, chain[of].Header.Height), (read.Block, read.Height));
        Assert.Equal(chain[^1].Id, read.Last.Node);
    }

    private static byte[] BodyOf(Message message)
    {
        var writer = new CanonicalWriter();
        message.WriteBody(writer);
        return writer.ToArray();
    }
}
