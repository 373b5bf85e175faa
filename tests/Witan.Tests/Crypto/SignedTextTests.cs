using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Xunit;

namespace Witan.Tests.Crypto;

public class SignedTextTests
{
    private static readonly Digest Cluster = new(Enumerable.Repeat((byte)0xc1, 32).ToArray());
    private static readonly PublicKey Key = new(Enumerable.Repeat((byte)0x4e, 32).ToArray());

    [Fact]
    public void A_members_text_is_the_documented_bytes()
    {
        var w = new CanonicalWriter();
        w.U64(99); // What an earlier text left behind must not show.
        SignedText.BeginMember(w, "witan/p/t/v1", Cluster, new ConfigurationNumber(2), 3, new ReplicaId(4));
        w.U8(0xff);
        Assert.Equal(
            "0c000000" + Convert.ToHexStringLower("witan/p/t/v1"u8) + Cluster
            + "0200000000000000" + "03000000" + "04000000" + "ff",
            Convert.ToHexStringLower(w.Written));
        Assert.Equal(Sha256.Hash(w.Written), SignedText.DigestOf(w));
    }

    [Fact]
    public void A_clients_text_is_the_documented_bytes()
    {
        var w = new CanonicalWriter();
        SignedText.BeginClient(w, "witan/client/bundle/v1", Cluster, Key);
        Assert.Equal(
            "16000000" + Convert.ToHexStringLower("witan/client/bundle/v1"u8) + Cluster + Key,
            Convert.ToHexStringLower(w.Written));
    }

    [Fact]
    public void Texts_that_differ_in_any_part_of_the_head_never_share_a_digest()
    {
        var w = new CanonicalWriter();
        var digests = new List<Digest>();
        void Member(string domain, Digest cluster, ulong configuration, uint mode, uint member)
        {
            SignedText.BeginMember(
                w, domain, cluster, new ConfigurationNumber(configuration), mode, new ReplicaId(member));
            digests.Add(SignedText.DigestOf(w));
        }

        Member("witan/p/t/v1", Cluster, 0, 0, 0);
        Member("witan/p/u/v1", Cluster, 0, 0, 0);
        Member("witan/p/t/v1", Digest.Zero, 0, 0, 0);
        Member("witan/p/t/v1", Cluster, 1, 0, 0);
        Member("witan/p/t/v1", Cluster, 0, 1, 0);
        Member("witan/p/t/v1", Cluster, 0, 0, 1);
        SignedText.BeginClient(w, "witan/p/t/v1", Cluster, default);
        digests.Add(SignedText.DigestOf(w));
        Assert.Equal(digests.Count, digests.Distinct().Count());
    }

    [Fact]
    public void A_domain_names_protocol_type_and_version_and_no_two_pairs_share_one()
    {
        Assert.Equal("witan/pbft/prepare/v1", SignedText.Domain("pbft", "prepare"));
        Assert.Throws<ArgumentException>(() => SignedText.Domain("pbft/prepare", "x"));
        Assert.Throws<ArgumentException>(() => SignedText.Domain("pbft", "a/b"));
        Assert.Throws<ArgumentException>(() => SignedText.Domain("", "b"));
        Assert.Throws<ArgumentException>(() => SignedText.Domain("pbft", ""));
    }
}
