using System.Security.Cryptography;
using Witan.Crypto;
using Xunit;

namespace Witan.Tests.Crypto;

public class KeyPemTests
{
    private const int FewRounds = 1_000;
    private const string Passphrase = "correct horse – Pferd ✓";

    private static readonly byte[] Seed = Sha256.Hash([42]).ToArray();
    private static readonly byte[] Random = Sha256.Hash([43]).ToArray();

    // The private key of RFC 8410 section 10.3, first example.
    [Fact]
    public void The_example_of_RFC_8410_reads_and_writes_byte_for_byte()
    {
        const string Example = """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----

            """;
        var result = KeyPem.Decode(Example);
        Assert.True(result.Succeeded);
        Assert.Equal(
            "d4ee72dbf913584ad5b6d8f1f769f8ad3afe7c28cbf1d4fbe097a88f44755842", Convert.ToHexStringLower(result.Seed));
        Assert.Equal(Example, KeyPem.Encode(result.Seed));
    }

    [Fact]
    public void A_key_under_a_passphrase_comes_back_with_it_and_only_with_it()
    {
        var pem = KeyPem.EncodeEncrypted(Seed, Passphrase, Random, FewRounds);
        Assert.Equal(Seed, KeyPem.Decode(pem, Passphrase).Seed);
        Assert.Equal(KeyPemFault.PassphraseNeeded, KeyPem.Decode(pem).Fault);
        Assert.Equal(KeyPemFault.PassphraseNeeded, KeyPem.Decode(pem, "").Fault);
        for (var i = 0; i < 300; i++) // Enough that some wrong key gives a valid padding by chance.
        {
            var wrong = KeyPem.Decode(pem, $"wrong {i}");
            Assert.Equal(KeyPemFault.WrongPassphrase, wrong.Fault);
            Assert.Null(wrong.Seed);
        }
    }

    [Fact]
    public void Unfit_arguments_of_the_writer_are_refused_as_the_callers_mistake()
    {
        Assert.Throws<ArgumentException>(() => KeyPem.Encode(new byte[31]));
        Assert.Throws<ArgumentException>(() => KeyPem.EncodeEncrypted(Seed, "", Random));
        Assert.Throws<ArgumentException>(() => KeyPem.EncodeEncrypted(Seed, "p", new byte[31]));
        Assert.Throws<ArgumentOutOfRangeException>(() => KeyPem.EncodeEncrypted(Seed, "p", Random, 999));
        Assert.Throws<ArgumentOutOfRangeException>(() => KeyPem.EncodeEncrypted(Seed, "p", Random, 10_000_001));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no key at all")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PUBLIC KEY-----")]
    public void What_is_no_PEM_block_is_refused_by_name(string text) =>
        Assert.Equal(KeyPemFault.NotPem, KeyPem.Decode(text).Fault);

    [Fact]
    public void A_second_block_foreign_text_or_an_endless_file_is_refused_and_white_space_is_not()
    {
        var pem = KeyPem.Encode(Seed);
        Assert.Equal(KeyPemFault.NotPem, KeyPem.Decode(pem + pem).Fault);
        Assert.Equal(KeyPemFault.NotPem, KeyPem.Decode("note\n" + pem).Fault);
        Assert.Equal(KeyPemFault.NotPem, KeyPem.Decode(pem + "note").Fault);
        Assert.Equal(KeyPemFault.NotPem, KeyPem.Decode(pem + new string(' ', KeyPem.MaxCharacters)).Fault);
        Assert.Equal(Seed, KeyPem.Decode("\n " + pem.Replace("\n", "\r\n", StringComparison.Ordinal) + "\n\n").Seed);
    }

    [Fact]
    public void A_private_key_of_another_kind_is_named_as_foreign()
    {
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(KeyPemFault.ForeignKey, KeyPem.Decode(ecdsa.ExportPkcs8PrivateKeyPem()).Fault);
        Assert.Equal(KeyPemFault.ForeignBlock, KeyPem.Decode(ecdsa.ExportECPrivateKeyPem()).Fault);
        Assert.Equal(KeyPemFault.ForeignBlock, KeyPem.Decode(ecdsa.ExportSubjectPublicKeyInfoPem()).Fault);
    }

    [Fact]
    public void A_key_cut_off_or_prolonged_at_any_byte_is_refused()
    {
        var der = Content(KeyPem.Encode(Seed));
        for (var length = 0; length < der.Length; length++)
        {
            Assert.Equal(KeyPemFault.Malformed, KeyPem.Decode(Block("PRIVATE KEY", der[..length])).Fault);
        }

        Assert.Equal(KeyPemFault.Malformed, KeyPem.Decode(Block("PRIVATE KEY", [.. der, 0])).Fault);
    }

    [Fact]
    public void A_plain_key_with_any_bit_of_its_structure_flipped_is_refused()
    {
        var der = Content(KeyPem.Encode(Seed));
        for (var bit = 0; bit < (der.Length - Seed.Length) * 8; bit++)
        {
            Assert.False(KeyPem.Decode(Block("PRIVATE KEY", Flip(der, bit))).Succeeded);
        }
    }

    [Fact]
    public void An_encrypted_key_cut_off_or_with_any_bit_flipped_gives_a_fault_or_another_key_but_never_throws()
    {
        var der = Content(KeyPem.EncodeEncrypted(Seed, Passphrase, Random, FewRounds));
        for (var length = 0; length < der.Length; length++)
        {
            Assert.False(KeyPem.Decode(Block("ENCRYPTED PRIVATE KEY", der[..length]), Passphrase).Succeeded);
        }

        for (var bit = 0; bit < der.Length * 8; bit++)
        {
            var result = KeyPem.Decode(Block("ENCRYPTED PRIVATE KEY", Flip(der, bit)), Passphrase);
            Assert.NotEqual(Seed, result.Seed);
            Assert.Equal(result.Succeeded, result.Explanation.Length == 0);
        }
    }

    [Fact]
    public void A_version_with_a_public_key_that_could_contradict_the_private_one_is_refused()
    {
        var der = Content(KeyPem.Encode(Seed));
        byte[] extended = [0x30, (byte)(der.Length - 2 + 35), .. der[2..], 0x81, 0x21, 0x00, .. Seed];
        extended[4] = 1;
        Assert.Equal(KeyPemFault.ForeignKey, KeyPem.Decode(Block("PRIVATE KEY", extended)).Fault);
    }

    private static byte[] Content(string pem)
    {
        var fields = PemEncoding.Find(pem);
        return Convert.FromBase64String(pem[fields.Base64Data]);
    }

    private static string Block(string label, byte[] der) => PemEncoding.WriteString(label, der);

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }
}
