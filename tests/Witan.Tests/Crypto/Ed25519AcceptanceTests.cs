using System.Numerics;
using System.Text.Json;
using Org.BouncyCastle.Math.EC.Rfc8032;
using Witan.Crypto;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Crypto;

/// <summary>
/// One acceptance rule: every provider, the slow oracle and the file say the same about every vector.
/// </summary>
public class Ed25519AcceptanceTests
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string FilePath = Path.Combine(AppContext.BaseDirectory, "Vectors", "ed25519.json");

    private static readonly List<Ed25519Vector> Vectors =
        JsonSerializer.Deserialize<List<Ed25519Vector>>(File.ReadAllText(FilePath), Layout)!;

    public static TheoryData<int> Providers()
    {
        var rows = new TheoryData<int>();
        for (var i = 0; i < Ed25519Provider.Available.Count; i++) rows.Add(i);
        return rows;
    }

    [Fact]
    public void The_file_is_exactly_what_the_oracle_makes()
    {
        var made = JsonSerializer.Serialize(Ed25519VectorMaker.Make(), Layout) + "\n";
        if (made == File.ReadAllText(FilePath)) return;
        var path = Path.Combine(AppContext.BaseDirectory, "ed25519.made.json");
        File.WriteAllText(path, made);
        Assert.Fail("Vectors/ed25519.json differs from what the oracle makes; see " + path);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Every_provider_answers_every_vector_as_the_file_says(int provider)
    {
        var scheme = Ed25519Provider.Available[provider];
        foreach (var v in Vectors)
        {
            var accepted = scheme.VerifyMessage(
                new PublicKey(Convert.FromHexString(v.Key)),
                Convert.FromHexString(v.Message),
                new Signature(Convert.FromHexString(v.Signature)));
            Assert.True(v.Valid == accepted, $"{scheme.Name}: {v.Name}: expected {v.Valid}");
        }
    }

    // A file without hostile cases of a family would pass every provider; so would one whose hostile cases no lax rule
    // accepts.
    [Theory]
    [InlineData("published", 4, true, true, true)]
    [InlineData("honest", 8, true, true, true)]
    [InlineData("scalar", 8, false, true, true)]
    [InlineData("not canonical A", 4, false, true, true)]
    [InlineData("not canonical R", 2, false, true, true)]
    [InlineData("not canonical R", 2, false, false, true)]
    [InlineData("small order A", 8, false, true, true)]
    [InlineData("small order R", 8, false, true, true)]
    [InlineData("small order R", 7, false, false, true)]
    [InlineData("mixed order, holds", 14, true, true, true)]
    [InlineData("mixed order, cofactored", 14, false, false, true)]
    [InlineData("flipped", 30, false, false, false)]
    [InlineData("no point", 2, false, false, false)]
    [InlineData("degenerate", 1, false, true, true)]
    public void The_file_holds_enough_cases_that_a_laxer_rule_would_get_wrong(
        string kind, int atLeast, bool valid, bool lax, bool cofactored) =>
        Assert.InRange(
            Vectors.Count(v => (v.Kind, v.Valid, v.HoldsLax, v.HoldsCofactored) == (kind, valid, lax, cofactored)),
            atLeast,
            int.MaxValue);

    [Theory]
    [InlineData(
        0,
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        + "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData(
        1,
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData(
        2,
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData(
        3,
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        + "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void The_oracle_signs_as_the_RFC_does(int index, string key, string signature)
    {
        Assert.Equal(key, Vectors[index].Key);
        Assert.Equal(signature, Vectors[index].Signature);
    }

    // Bouncy Castle asks nothing about small order; where that does not matter it is a third opinion.
    [Fact]
    public void A_third_library_agrees_wherever_small_order_is_not_the_question()
    {
        foreach (var v in Vectors.Where(v => !v.Kind.StartsWith("small", StringComparison.Ordinal)
            && v.Kind is not ("degenerate" or "not canonical A")))
        {
            var key = Convert.FromHexString(v.Key);
            var message = Convert.FromHexString(v.Message);
            var accepted = Ed25519.Verify(Convert.FromHexString(v.Signature), 0, key, 0, message, 0, message.Length);
            Assert.True(v.Valid == accepted, $"{v.Name}: expected {v.Valid}");
        }
    }

    [Fact]
    public void The_form_of_a_key_is_judged_as_the_oracle_judges_it_at_every_edge()
    {
        var edges = new List<BigInteger>();
        for (var y = 0; y < 40; y++)
        {
            edges.Add(y);
            edges.Add(BigInteger.Pow(2, 255) - 1 - y);
        }

        foreach (var v in Vectors.Where(v => v.Kind == "small order A"))
        {
            var y = new BigInteger(Convert.FromHexString(v.Key), isUnsigned: true) % BigInteger.Pow(2, 255);
            if (y > 0) edges.AddRange([y - 1, y, y + 1]);
        }

        foreach (var y in edges)
        {
            foreach (var odd in (bool[])[false, true])
            {
                var bytes = EdwardsPoint.Encode(y % BigInteger.Pow(2, 255), odd);
                var lax = EdwardsPoint.DecodeLax(bytes);
                if (lax is null) continue; // No point: the equation refuses it, not the form.
                var strict = EdwardsPoint.Decode(bytes);
                Assert.Equal(strict is { IsSmallOrder: false }, Ed25519Acceptance.AdmitsKey(bytes));
            }
        }
    }

    // The machines that build Witan have both libraries, in versions that keep the rule: else half of this file tests
    // nothing.
    [Fact]
    public void Both_libraries_pass_the_self_test_and_libsodium_is_preferred()
    {
        Assert.Equal(2, Ed25519Provider.Available.Count);
        Assert.Empty(Ed25519Provider.Refused);
        Assert.Same(Ed25519Provider.Available[0], Ed25519Provider.Default);
        Assert.StartsWith("libsodium 1.", Ed25519Provider.Default.Name, StringComparison.Ordinal);
        Assert.False(Ed25519Provider.Default.IsFallback);
        Assert.StartsWith("OpenSSL 3.", Ed25519Provider.Available[1].Name, StringComparison.Ordinal);
        Assert.True(Ed25519Provider.Available[1].IsFallback);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Any_bit_flipped_in_key_text_or_signature_is_refused(int provider)
    {
        var scheme = Ed25519Provider.Available[provider];
        using var signer = scheme.CreateSigner(Sha256.Hash([3]).ToArray());
        var text = Sha256.Hash([4]);
        byte[] whole = [.. signer.PublicKey.ToArray(), .. text.ToArray(), .. signer.Sign(text).ToArray()];
        for (var bit = -1; bit < whole.Length * 8; bit++)
        {
            var bytes = (byte[])whole.Clone();
            if (bit >= 0) bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            var key = new PublicKey(bytes.AsSpan(0, 32));
            var signature = new Signature(bytes.AsSpan(64));
            Assert.Equal(bit < 0, scheme.Verify(key, new Digest(bytes.AsSpan(32, 32)), signature));
        }
    }

    [Fact]
    public void Lengths_other_than_32_and_64_are_refused_by_form()
    {
        var v = Vectors[0];
        var key = Convert.FromHexString(v.Key);
        var signature = Convert.FromHexString(v.Signature);
        Assert.True(Ed25519Acceptance.Admits(key, signature));
        Assert.False(Ed25519Acceptance.Admits(key.AsSpan(1), signature));
        Assert.False(Ed25519Acceptance.Admits(key, signature.AsSpan(1)));
        Assert.False(Ed25519Acceptance.Admits([.. key, 0], signature));
        Assert.False(Ed25519Acceptance.Admits(key, [.. signature, 0]));
        Assert.False(Ed25519Acceptance.AdmitsKey([]));
    }
}
