using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Pbft;
using Xunit;
using Record = Witan.Core.Contract.Record;

namespace Witan.Tests.Protocols.Pbft;

/// <summary>Bytes of every message: one rendering, nothing else accepted, no signature valid for anything else
/// (T13).</summary>
public sealed class MessageTests
{
    private static readonly PbftForge Forge = new();
    private static readonly Digest D = PbftForge.Block(1).Digest;

    private static Message Make(string name) => name switch
    {
        "PRE-PREPARE" => Forge.PrePrepare(0, PbftForge.Block(1)),
        "PRE-PREPARE header" => Forge.Header(0, 1, D),
        "PREPARE" => Forge.Prepare(1, 0, 1, D),
        "COMMIT" => Forge.Commit(1, 0, 1, D),
        "VIEW-CHANGE" => Forge.ViewChange(0, 2, 8, Forge.Prepared(0, 9, D), Forge.Prepared(1, 10, D)),
        "NEW-VIEW" => Forge.NewView(1, Forge.ViewChange(0, 1, 0, Forge.Prepared(0, 2, D)), Forge.ViewChange(1, 1),
            Forge.ViewChange(2, 1)),
        "STATUS" => new Status(new View(3), new View(4), [new Missing(new Height(5), true),
            new Missing(new Height(7), false)]),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static TheoryData<string> All =>
        ["PRE-PREPARE", "PRE-PREPARE header", "PREPARE", "COMMIT", "VIEW-CHANGE", "NEW-VIEW", "STATUS"];

    private static Verifier NewVerifier(Digest? cluster = null) =>
        new(cluster ?? PbftForge.Cluster, new Configurations(Forge.Configuration), PbftForge.Scheme);

    [Theory]
    [MemberData(nameof(All))]
    public void Every_message_survives_its_bytes_and_verifies(string name)
    {
        var bytes = Make(name).Encoded;
        var decoded = PbftForge.Codec.Decode(bytes.ToArray(), out _);
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
            Assert.Null(PbftForge.Codec.Decode(bytes.AsMemory(0, length).ToArray(), out _));
        Assert.Null(PbftForge.Codec.Decode((byte[])[.. bytes, 0], out _));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_signed_message_with_any_byte_flipped_is_refused(string name)
    {
        var bytes = Make(name).Encoded.ToArray();
        if (name == "STATUS") return;
        var verifier = NewVerifier();
        for (var i = 0; i < bytes.Length; i++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[i] ^= 1;
            if (PbftForge.Codec.Decode(flipped, out _) is { } message)
                Assert.True(verifier.Verify(message, out _) is null, $"byte {i} of {bytes.Length}");
        }
    }

    [Fact]
    public void T13_the_bytes_of_a_prepare_are_no_commit_and_those_of_a_view_change_no_new_view()
    {
        var bytes = Make("PREPARE").Encoded.ToArray();
        bytes[0] = PbftMessageType.Commit;
        var commit = PbftForge.Codec.Decode(bytes, out _);
        Assert.IsType<Commit>(Assert.IsType<SignedStatement>(commit).Statement);
        Assert.Null(NewVerifier().Verify(commit!, out var rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
    }

    [Fact]
    public void T13_every_statement_has_its_own_domain()
    {
        var domains = All.Select(n => Make(n.Data)).OfType<SignedStatement>().Select(s =>
            s.Statement.Domain).Distinct().ToArray();
        Assert.Equal(5, domains.Length);
        Assert.All(domains, d => Assert.StartsWith("witan/pbft/", d, StringComparison.Ordinal));
    }

    [Fact]
    public void T13_a_statement_of_another_cluster_configuration_or_sender_is_refused()
    {
        var prepare = (SignedStatement)Make("PREPARE");
        Assert.Null(NewVerifier(Sha256.Hash("another"u8)).Verify(prepare, out var rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
        var said = (Prepare)prepare.Statement;
        var otherNumber = new Prepare(new ConfigurationNumber(1), said.Sender, said.View, said.Height, said.Digest);
        Assert.Null(NewVerifier().Verify(new SignedStatement(otherNumber, prepare.Signature), out rejection));
        Assert.Equal(Rejection.ConfigurationAhead, rejection);
        var otherSender = new Prepare(said.Configuration, Forge.Id(2), said.View, said.Height, said.Digest);
        Assert.Null(NewVerifier().Verify(new SignedStatement(otherSender, prepare.Signature), out rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
    }

    [Fact]
    public void A_nested_proposal_with_its_block_and_a_block_that_is_not_the_digests_are_refused()
    {
        var full = Forge.PrePrepare(1, PbftForge.Block(1));
        var newView = Forge.NewView(1, [Forge.ViewChange(0, 1)], [full]);
        Assert.Null(PbftForge.Codec.Decode(newView.Encoded, out _));
        var mixed = Forge.Sign(0, new PrePrepare(default, Forge.Id(0), default, new Height(1), D, PbftForge.Block(1,
            9)));
        Assert.Null(PbftForge.Codec.Decode(mixed.Encoded, out _));
    }

    [Fact]
    public void Records_survive_their_bytes()
    {
        Record[] records =
        [
            new PreparedRecord(Forge.Prepared(0, 1, D)),
            new NewViewRecord((SignedStatement)Make("NEW-VIEW")),
            new BlockRecord(PbftForge.Block(1)),
        ];
        foreach (var record in records)
        {
            var writer = new Primitives.Encoding.CanonicalWriter();
            record.Write(writer);
            var bytes = writer.ToArray();
            var read = PbftForge.Codec.DecodeRecord(record.Kind, bytes);
            Assert.NotNull(read);
            var again = new Primitives.Encoding.CanonicalWriter();
            read.Write(again);
            Assert.Equal(bytes, again.ToArray());
            for (var length = 0; length < bytes.Length; length++)
                Assert.Null(PbftForge.Codec.DecodeRecord(record.Kind, bytes.AsSpan(0, length)));
        }
    }
}
