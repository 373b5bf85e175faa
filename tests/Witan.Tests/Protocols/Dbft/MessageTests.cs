using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Protocols.Dbft;
using Witan.TestKit.Dbft;
using Witan.TestKit.Ordering;
using Xunit;

namespace Witan.Tests.Protocols.Dbft;

/// <summary>Bytes of every message: one rendering, nothing else accepted, no signature valid for anything
/// else.</summary>
public sealed class MessageTests
{
    private static readonly DbftForge Forge = new();
    private static readonly Block Block = OrderingForge.Block(1);

    private static Message Make(string name) => name switch
    {
        "request" => Forge.Request(0, Block),
        "bare request" => Forge.Request(0, Block).Bare,
        "response" => Forge.Response(2, 0, Block),
        "commit" => Forge.Commit(2, 3, Block),
        "change view" => Forge.ChangeView(3, 1, 0, ChangeViewReason.TxInvalid),
        "recovery request" => new RecoveryRequest(default, new Height(7), new View(2)),
        "empty recovery message" => Forge.Recovery(1, 0),
        "recovery message" => Forge.Recovery(
            1, 2, [Forge.ChangeView(0, 1, 1), Forge.ChangeView(2, 1, 3, ChangeViewReason.TxNotFound)],
            Forge.Request(2, Block), [Forge.Response(0, 2, Block), Forge.Response(1, 2, Block)],
            [Forge.Commit(1, 0, Block), Forge.Commit(2, 2, Block)]),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    public static TheoryData<string> All =>
    [
        "request", "bare request", "response", "commit", "change view", "recovery request", "empty recovery message",
        "recovery message",
    ];

    private static Verifier NewVerifier(Digest? cluster = null) =>
        new(cluster ?? OrderingForge.Cluster, new Configurations(Forge.Configuration), OrderingForge.Scheme);

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
    [InlineData("bare request")]
    [InlineData("response")]
    [InlineData("commit")]
    [InlineData("change view")]
    public void What_is_signed_with_any_byte_flipped_is_refused(string name)
    {
        var bytes = Make(name).Encoded.ToArray();
        for (var i = 0; i < bytes.Length; i++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[i] ^= 1;
            if (Forge.Codec.Decode(flipped, out _) is SignedStatement message)
                Assert.True(NewVerifier().Verify(message, out _) is null, $"byte {i} of {bytes.Length}");
        }
    }

    /// <summary>R-7: every part of a recovery message is signed by who said it, reasons included.</summary>
    [Fact]
    public void A_recovery_message_with_any_byte_flipped_verifies_only_where_nothing_is_said_by_it()
    {
        var bytes = Make("recovery message").Encoded.ToArray();
        var view = bytes[1 + 8 + 8];
        for (var i = 0; i < bytes.Length; i++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[i] ^= 1;
            if (Forge.Codec.Decode(flipped, out _) is RecoveryMessage message)
                Assert.True(NewVerifier().Verify(message, out _) is null, $"byte {i} of {bytes.Length}");
        }

        Assert.Equal(2, view);
    }

    [Fact]
    public void Every_statement_has_its_own_domain_and_a_response_is_no_commit()
    {
        var domains = All.Select(n => Make(n.Data)).OfType<SignedStatement>().Select(s =>
            s.Statement.Domain).Distinct().ToArray();
        Assert.Equal(4, domains.Length);
        Assert.All(domains, d => Assert.StartsWith("witan/dbft/", d, StringComparison.Ordinal));
        var bytes = Make("response").Encoded.ToArray();
        bytes[0] = DbftMessageType.Commit;
        Assert.Null(NewVerifier().Verify(Forge.Codec.Decode(bytes, out _)!, out var rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
    }

    [Fact]
    public void A_commit_of_another_cluster_is_refused()
    {
        Assert.Null(NewVerifier(Sha256.Hash("another"u8)).Verify(Make("commit"), out var rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
    }

    [Fact]
    public void Views_above_254_and_unknown_reasons_and_members_out_of_order_are_refused()
    {
        Assert.Null(Flip("commit", 1 + 8 + 4 + 8, 255));
        Assert.Null(Flip("change view", 1 + 8 + 4 + 8, 254));
        Assert.Null(Flip("change view", 1 + 8 + 4 + 8 + 1, 6));
        var swapped = Forge.Recovery(1, 0, commits: [Forge.Commit(2, 0, Block), Forge.Commit(1, 0, Block)]);
        Assert.Null(Forge.Codec.Decode(swapped.Encoded.ToArray(), out _));
        var twice = Forge.Recovery(1, 0, commits: [Forge.Commit(2, 0, Block), Forge.Commit(2, 1, Block)]);
        Assert.Null(Forge.Codec.Decode(twice.Encoded.ToArray(), out _));

        static Message? Flip(string name, int at, byte value)
        {
            var bytes = Make(name).Encoded.ToArray();
            bytes[at] = value;
            return Forge.Codec.Decode(bytes, out _);
        }
    }

    [Fact]
    public void Records_survive_their_bytes()
    {
        foreach (var commits in new[] { true, false })
        {
            var record = new ConsensusStateRecord((RecoveryMessage)Make("recovery message"), commits);
            var writer = new CanonicalWriter();
            record.Write(writer);
            var bytes = writer.ToArray();
            var read = Assert.IsType<ConsensusStateRecord>(Forge.Codec.DecodeRecord(record.Kind, bytes));
            Assert.Equal(commits, read.Commits);
            var again = new CanonicalWriter();
            read.Write(again);
            Assert.Equal(bytes, again.ToArray());
            for (var length = 0; length < bytes.Length; length++)
                Assert.Null(Forge.Codec.DecodeRecord(record.Kind, bytes.AsSpan(0, length)));
        }
    }
}
