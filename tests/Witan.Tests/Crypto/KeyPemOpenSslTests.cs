using System.Diagnostics;
using Witan.Crypto;
using Xunit;

namespace Witan.Tests.Crypto;

/// <summary>
/// What an operator does with the key files: the real <c>openssl</c> program reads ours and we read its own.
/// </summary>
public class KeyPemOpenSslTests
{
    private const string Passphrase = "an operator's passphrase";

    private static readonly byte[] Seed = Sha256.Hash([7]).ToArray();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_program_reads_our_key_and_finds_the_same_public_key(bool encrypted)
    {
        var pem = encrypted
            ? KeyPem.EncodeEncrypted(Seed, Passphrase, Sha256.Hash([8]).ToArray())
            : KeyPem.Encode(Seed);
        using var key = Ed25519Provider.Default.CreateSigner(Seed);
        var text = OpenSsl(pem, "pkey", "-passin", "pass:" + Passphrase, "-text_pub", "-noout");
        var digits = string.Concat(text.Split('\n').Where(l => l.StartsWith(' ')).Select(l => l.Trim()))
            .Replace(":", "", StringComparison.Ordinal);
        Assert.Contains("ED25519", text, StringComparison.Ordinal);
        Assert.Equal(key.PublicKey.ToString(), digits);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void We_read_a_key_that_the_program_made(bool encrypted)
    {
        string[] protection = encrypted ? ["-aes-256-cbc", "-pass", "pass:" + Passphrase] : [];
        var pem = OpenSsl("", ["genpkey", "-algorithm", "ed25519", .. protection]);
        var result = KeyPem.Decode(pem, Passphrase);
        Assert.Equal(KeyPemFault.None, result.Fault);
        Assert.Equal(
            OpenSsl(pem, "pkey", "-passin", "pass:" + Passphrase),
            KeyPem.Encode(result.Seed));
    }

    [Theory]
    [InlineData("-v2", "aes-128-cbc")]
    [InlineData("-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA512")]
    [InlineData("-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA1")]
    [InlineData("-scrypt")]
    public void Another_protection_of_the_program_is_refused_by_name(params string[] protection)
    {
        var pem = OpenSsl(KeyPem.Encode(Seed), ["pkcs8", "-topk8", .. protection, "-passout", "pass:" + Passphrase]);
        Assert.Equal(KeyPemFault.UnsupportedProtection, KeyPem.Decode(pem, Passphrase).Fault);
    }

    [Theory]
    [InlineData("x25519")]
    [InlineData("ed448")]
    public void A_key_of_another_curve_is_refused_by_name_in_the_clear_and_encrypted(string algorithm)
    {
        var plain = OpenSsl("", "genpkey", "-algorithm", algorithm);
        Assert.Equal(KeyPemFault.ForeignKey, KeyPem.Decode(plain).Fault);
        var encrypted = OpenSsl("", "genpkey", "-algorithm", algorithm, "-aes-256-cbc", "-pass", "pass:" + Passphrase);
        Assert.Equal(KeyPemFault.ForeignKey, KeyPem.Decode(encrypted, Passphrase).Fault);
    }

    private static string OpenSsl(string input, params string[] arguments)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "openssl"))
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, "the openssl program is not installed");
        using var process = Process.Start(new ProcessStartInfo(path!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.GetAwaiter().GetResult());
        return output;
    }
}
