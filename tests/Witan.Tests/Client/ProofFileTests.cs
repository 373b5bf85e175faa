using System.Text;
using Witan.Client;
using Witan.Core.Messages;
using Witan.Crypto;
using Xunit;

namespace Witan.Tests.Client;

public class ProofFileTests
{
    private readonly FakeCluster _cluster = new();

    public static TheoryData<string> Kinds => new("result", "entry", "absence", "range");

    [Fact]
    public void A_result_file_says_which_request_had_which_result_and_who_signed()
    {
        var holds = Assert.IsType<ProofVerdict.Holds>(Verify(Render("result")));
        var claim = Assert.IsType<ProofClaim.OfResult>(holds.Claim);
        Assert.Equal("done:b=2", ClientHarness.TextOf(claim.Leaf.Result));
        Assert.Equal(Sha256.Hash(FakeCluster.Text("b=2")), claim.Leaf.Request);
        Assert.Equal((1ul, 1_001_000L), (holds.Height.Value, holds.Time.Microseconds));
        Assert.Equal([0u, 1u, 3u], holds.Signers.Select(s => s.Value));
    }

    [Fact]
    public void A_file_shows_no_other_request_of_the_block()
    {
        var text = Encoding.UTF8.GetString(Render("result"));
        Assert.Contains(Convert.ToBase64String(FakeCluster.Text("done:b=2")), text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(FakeCluster.Text("done:a=1")), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_absence_and_range_files_say_what_the_map_has()
    {
        var entry = (ProofClaim.OfEntry)Assert.IsType<ProofVerdict.Holds>(Verify(Render("entry"))).Claim;
        Assert.Equal(("kv", "b", "2"), (entry.Map, ClientHarness.TextOf(entry.Key), ClientHarness.TextOf(entry.Value)));
        var absence = (ProofClaim.OfAbsence)Assert.IsType<ProofVerdict.Holds>(Verify(Render("absence"))).Claim;
        Assert.Equal("zz", ClientHarness.TextOf(absence.Key));
        var range = (ProofClaim.OfRange)Assert.IsType<ProofVerdict.Holds>(Verify(Render("range"))).Claim;
        Assert.Equal(["b", "c"], range.Entries.Select(e => ClientHarness.TextOf(e.Key)));
    }

    /// <summary>A map that the state does not have has no key and no entries, and that can be proved.</summary>
    [Theory]
    [InlineData("x\nproved: entry")]
    [InlineData("\u001b[2Jkv")]
    [InlineData("k v")]
    [InlineData("k\u00e9v")]
    [InlineData("")]
    public void A_map_whose_name_could_pass_for_other_output_is_refused(string map)
    {
        var block = _cluster.Execute(Bundle());
        var proof = new ProofMaterial.OfState(block.State.Witness(), _cluster.Certify(block.Commitment, 0, 1, 2));
        var configurations = _cluster.Trust.Configurations;

        Assert.IsType<ProofVerdict.Holds>(Verify(Range("other")));
        Assert.IsType<ProofVerdict.Refused>(Verify(Range(map)));
        Assert.IsType<ProofVerdict.Refused>(Verify(ProofFile.RenderKey(proof, map, "b"u8.ToArray(), configurations)));

        byte[] Range(string name) => ProofFile.RenderRange(proof, name, default, default, configurations);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_with_any_byte_flipped_is_refused(string kind)
    {
        var file = Render(kind);
        for (var i = 0; i < file.Length; i++)
        {
            foreach (var mask in (byte[])[1, 0x20, 0x80])
            {
                file[i] ^= mask;
                Assert.IsType<ProofVerdict.Refused>(Verify(file));
                file[i] ^= mask;
            }
        }

        Assert.IsType<ProofVerdict.Holds>(Verify(file));
    }

    [Fact]
    public void A_refusal_says_whether_contents_digest_or_form_were_changed()
    {
        var text = Encoding.UTF8.GetString(Render("entry"));

        Assert.Contains(
            "do not have the digest at its end", ReasonOf(text.Replace("\"kv\"", "\"kw\"", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains("not the one form", ReasonOf(text.Replace(":", ": ", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains("its form was changed", ReasonOf(text.Replace("kind", "kino", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_with_a_byte_less_or_more_anywhere_is_refused(string kind)
    {
        var file = Render(kind);
        for (var i = 0; i < file.Length; i++)
        {
            Assert.IsType<ProofVerdict.Refused>(Verify(file[..i]));
            Assert.IsType<ProofVerdict.Refused>(Verify([.. file[..i], .. file[(i + 1)..]]));
            Assert.IsType<ProofVerdict.Refused>(Verify([.. file[..i], (byte)' ', .. file[i..]]));
        }

        Assert.IsType<ProofVerdict.Refused>(Verify([.. file, (byte)'\n']));
        Assert.IsType<ProofVerdict.Refused>(Verify([.. file, 0]));
    }

    [Fact]
    public void A_file_of_another_cluster_is_refused()
    {
        var verdict = ProofFile.Verify(Render("result"), new FakeCluster(name: "b").Trust, _cluster.Scheme);
        Assert.IsType<ProofVerdict.Refused>(verdict);
    }

    [Fact]
    public void A_certificate_of_all_members_is_cut_down_to_a_minimal_quorum()
    {
        var block = _cluster.Execute(Bundle());
        var proof = new ProofMaterial.OfState(block.State.Witness(), _cluster.Certify(block.Commitment, 0, 1, 2, 3));
        var file = ProofFile.RenderKey(proof, "kv", FakeCluster.Text("a"), _cluster.Trust.Configurations);
        Assert.Equal(3, Assert.IsType<ProofVerdict.Holds>(Verify(file)).Signers.Count);
    }

    [Fact]
    public void A_witness_that_does_not_show_the_key_makes_no_file()
    {
        var block = _cluster.Execute(Bundle());
        var witness = block.State.Witness("kv");
        var proof = new ProofMaterial.OfState(witness, _cluster.Certify(block.Commitment, 0, 1, 2));
        Assert.Throws<WitanProofException>(() => ProofFile.RenderKey(
            proof, "kv", FakeCluster.Text("a"), _cluster.Trust.Configurations));
        Assert.Throws<WitanProofException>(() => ProofFile.RenderRange(
            proof, "kv", default, default, _cluster.Trust.Configurations));
    }

    [Fact]
    public void Bytes_of_any_kind_never_make_verification_throw()
    {
        string[] texts =
            ["", "{", "[]", "{}", "null", "\"\\ud800\"", "{\"format\":\"\\ud800\"}", new string('[', 99)];
        foreach (var text in texts)
            Assert.IsType<ProofVerdict.Refused>(Verify(Encoding.UTF8.GetBytes(text)));
        Assert.IsType<ProofVerdict.Refused>(Verify(new byte[ProofFile.MaxBytes + 1]));
    }

    [Fact]
    public void A_trust_file_gives_back_the_genesis_and_the_cluster_id()
    {
        var trust = TrustFile.Read(TrustFile.Render(_cluster.Trust.Genesis));
        Assert.Equal(_cluster.Trust.Cluster, trust!.Cluster);
        Assert.Equal(_cluster.Trust.Genesis.Encode(), trust.Genesis.Encode());
    }

    [Fact]
    public void A_trust_file_with_any_byte_changed_less_or_more_is_refused()
    {
        var file = TrustFile.Render(_cluster.Trust.Genesis);
        for (var i = 0; i < file.Length; i++)
        {
            file[i] ^= 1;
            Assert.Null(TrustFile.Read(file));
            file[i] ^= 1;
            Assert.Null(TrustFile.Read([.. file[..i], .. file[(i + 1)..]]));
        }

        Assert.Null(TrustFile.Read([.. file, (byte)'\n']));
    }

    private ProofVerdict Verify(byte[] file) => ProofFile.Verify(file, _cluster.Trust, _cluster.Scheme);

    private byte[] Render(string kind)
    {
        var bundle = Bundle();
        var block = _cluster.Execute(bundle);
        var signed = _cluster.Execute();
        if (kind == "result")
        {
            var reply = _cluster.ReplyOf(0, block, bundle, signed);
            return ProofFile.Render(
                new ProofMaterial.OfResult(reply, 1, reply.Path, _cluster.Certify(signed.Commitment, 3, 0, 1)),
                _cluster.Trust.Configurations);
        }

        var proof = new ProofMaterial.OfState(signed.State.Witness(), _cluster.Certify(signed.Commitment, 0, 1, 2));
        return kind == "range"
            ? ProofFile.RenderRange(
                proof, "kv", FakeCluster.Text("b"), FakeCluster.Text("d"), _cluster.Trust.Configurations)
            : ProofFile.RenderKey(
                proof, "kv", FakeCluster.Text(kind == "entry" ? "b" : "zz"), _cluster.Trust.Configurations);
    }

    private string ReasonOf(string file) =>
        Assert.IsType<ProofVerdict.Refused>(Verify(Encoding.UTF8.GetBytes(file))).Reason;

    private Bundle Bundle() => new(
        _cluster.Identity.Session, 1, 1,
        [FakeCluster.Text("a=1"), FakeCluster.Text("b=2"), FakeCluster.Text("c=3")], default);
}
