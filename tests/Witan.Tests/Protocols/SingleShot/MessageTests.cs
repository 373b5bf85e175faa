using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Verification;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Protocols.SingleShot;
using Witan.TestKit.SingleShot;
using Xunit;
using Record = Witan.Core.Contract.Record;

namespace Witan.Tests.Protocols.SingleShot;

/// <summary>
/// Bytes of every message: one rendering, nothing else accepted, no signature valid for anything else.
/// </summary>
public sealed class MessageTests
{
    private static readonly ConsensusForge Forge = new();
    private static readonly Value X = ConsensusForge.Value("x");

    private static readonly Justification M = ConsensusForge.Justify(
        Forge.NewLeader(0, 6), Forge.NewLeader(1, 6, 2, X), Forge.NewLeader(2, 6, 4, X));

    public static TheoryData<string> All =>
    [
        "wish", "new leader", "new leader that shows", "bare new leader", "first propose", "propose", "bare propose",
        "prepared", "committed", "decision",
    ];

    private static Message Make(string name) => name switch
    {
        "wish" => Forge.Wish(1, 4),
        "new leader" => Forge.NewLeader(1, 6),
        "new leader that shows" => Forge.NewLeader(1, 6, 4, X),
        "bare new leader" => Forge.NewLeader(1, 6, 4, X).Bare,
        "first propose" => Forge.Propose(0, 1, X),
        "propose" => Forge.Propose(1, 6, X, M),
        "bare propose" => Forge.Propose(1, 6, X, M).Bare,
        "prepared" => Forge.Prepared(2, 6, X),
        "committed" => Forge.Committed(2, 6, X),
        "decision" => new Decision(X, Forge.CommitCertificate(6, X)),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    private static Verifier NewVerifier(Digest? cluster = null) => new(
        cluster ?? ConsensusForge.Cluster, new Configurations(Forge.Configuration), ConsensusForge.Scheme);

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
    [MemberData(nameof(All))]
    public void Any_message_with_a_byte_flipped_is_refused(string name)
    {
        var bytes = Make(name).Encoded.ToArray();
        var verifier = NewVerifier();
        for (var i = 0; i < bytes.Length; i++)
        {
            var flipped = (byte[])bytes.Clone();
            flipped[i] ^= 1;
            if (Forge.Codec.Decode(flipped, out _) is { } message)
                Assert.True(verifier.Verify(message, out _) is null, $"byte {i} of {bytes.Length}");
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_message_of_another_cluster_does_not_verify(string name) =>
        Assert.Null(NewVerifier(Sha256.Hash("another"u8)).Verify(Make(name), out _));

    [Fact]
    public void Every_statement_has_its_own_domain_and_its_signature_is_none_of_another_type()
    {
        var signed = All.Select(n => Make(n.Data)).OfType<SignedStatement>().ToArray();
        Assert.Equal(
            signed.Select(s => s.Type).Distinct().Count(), signed.Select(s => s.Statement.Domain).Distinct().Count());

        var bytes = Make("prepared").Encoded.ToArray();
        bytes[0] = SingleShotMessageType.Committed;
        Assert.Null(NewVerifier().Verify(Forge.Codec.Decode(bytes, out _)!, out var rejection));
        Assert.Equal(Rejection.BadSignature, rejection);
    }

    [Fact]
    public void A_statement_of_one_instance_is_none_of_another()
    {
        var m = (Prepared)Forge.Prepared(2, 6, X).Statement;
        var other = new Prepared(m.Configuration, m.Sender, m.Instance + 1, m.View, m.Digest);
        Assert.NotEqual(m.TextDigest(ConsensusForge.Cluster, 0), other.TextDigest(ConsensusForge.Cluster, 0));
        Assert.NotEqual(m.Promise, other.Promise);
        var stolen = new SignedStatement(other, Forge.Prepared(2, 6, X).Signature);
        Assert.Null(NewVerifier().Verify(stolen, out _));
    }

    [Fact]
    public void A_bare_statement_has_the_text_of_the_whole()
    {
        foreach (var name in new[] { "propose", "new leader that shows" })
        {
            var whole = (SignedStatement)Make(name);
            var (cluster, bare) = (ConsensusForge.Cluster, whole.Bare);
            Assert.NotEqual(whole.Encoded.Length, bare.Encoded.Length);
            Assert.Equal(whole.Statement.TextDigest(cluster, 0), bare.Statement.TextDigest(cluster, 0));
        }
    }

    [Fact]
    public void E5_certificates_of_too_few_or_with_a_signer_twice_do_not_verify()
    {
        var few = Forge.NewLeaderWith(0, 6, 4, X, Forge.PreparedCertificate(4, X, 0, 1));
        Assert.Null(NewVerifier().Verify(few, out var rejection));
        Assert.Equal(Rejection.BadCertificate, rejection);
        Assert.Null(NewVerifier().Verify(new Decision(X, Forge.CommitCertificate(4, X, 0, 1)), out _));

        // The second signer's number becomes the first's: 68 bytes are a signer with its signature.
        var bytes = Make("decision").Encoded.ToArray();
        bytes[^(2 * 68)] = bytes[^(3 * 68)];
        Assert.Null(Forge.Codec.Decode(bytes, out _));
    }

    [Fact]
    public void Every_record_survives_its_bytes_and_no_prefix_is_one()
    {
        Record[] records =
        [
            new ViewRecord(default, 0, new View(3), new View(4)),
            new ValueRecord(default, 7, X),
            new PreparedRecord(Forge.PreparedCertificate(4, X)),
            new DecidedRecord((Decision)Make("decision")),
        ];
        foreach (var record in records)
        {
            var writer = new CanonicalWriter();
            record.Write(writer);
            var read = Forge.Codec.DecodeRecord(record.Kind, writer.Written);
            Assert.NotNull(read);
            Assert.Equal(record.NeededUntil, read.NeededUntil);
            var again = new CanonicalWriter();
            read.Write(again);
            Assert.Equal(writer.ToArray(), again.ToArray());
            for (var length = 0; length < writer.Length; length++)
                Assert.Null(Forge.Codec.DecodeRecord(record.Kind, writer.Written[..length]));
        }
    }

    [Fact]
    public void A_value_is_bounded()
    {
        Assert.Equal(Value.MaxBytes, new Value(new byte[Value.MaxBytes]).Bytes.Length);
        Assert.Throws<ArgumentException>(() => new Value(new byte[Value.MaxBytes + 1]));
        var writer = new CanonicalWriter();
        writer.Bytes(new byte[Value.MaxBytes + 1]);
        var reader = new CanonicalReader(writer.Written);
        Assert.Null(Value.Read(ref reader));
    }

    [Fact]
    public void The_certificate_of_a_decision_is_what_the_shared_rooms_read()
    {
        OrderingCertificate certificate = Forge.CommitCertificate(6, X);
        var writer = new CanonicalWriter();
        certificate.Write(writer);
        var reader = new CanonicalReader(writer.Written);
        var read = new SingleShotCodec().ReadCertificate(ref reader);
        Assert.True(reader.Complete);
        Assert.Equal((certificate.Height, certificate.Block), (read!.Height, read.Block));
        Assert.Equal(new Height(Forge.Instance), read.Height);
    }
}
