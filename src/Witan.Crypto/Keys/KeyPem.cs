using System.Security.Cryptography;
using System.Text;

namespace Witan.Crypto;

/// <summary>
/// An Ed25519 private key as PKCS#8 PEM, in the clear or under a passphrase: what <c>openssl pkey</c> reads and
/// <c>openssl genpkey -algorithm ed25519</c> writes. Pure functions; who calls them reads and writes the files.
/// </summary>
public static class KeyPem
{
    /// <summary>The randomness that one encryption takes: a salt of 16 bytes, then an initial block of 16.</summary>
    public const int RandomBytes = Pbes2.SaltBytes + Pbes2.BlockBytes;

    /// <summary>PBKDF2 rounds: what OWASP recommends for HMAC-SHA256; a fraction of a second, once per start.</summary>
    public const int DefaultIterations = 600_000;

    /// <summary>Characters of a text that is looked at; an encrypted key has about 350.</summary>
    public const int MaxCharacters = 8 * 1024;

    private const int MinIterations = 1_000;
    private const string PlainLabel = "PRIVATE KEY";
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";

    /// <summary>The key in the clear, with a newline at the end.</summary>
    /// <param name="seed">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">Any other length.</exception>
    public static string Encode(ReadOnlySpan<byte> seed)
    {
        var der = EncodeInfo(seed);
        var pem = PemEncoding.WriteString(PlainLabel, der) + "\n";
        CryptographicOperations.ZeroMemory(der);
        return pem;
    }

    /// <summary>The key under a passphrase, with a newline at the end.</summary>
    /// <param name="seed">Exactly 32 bytes.</param>
    /// <param name="passphrase">Not empty; used as its UTF-8 bytes.</param>
    /// <param name="random"><see cref="RandomBytes"/> bytes, fresh for each call.</param>
    /// <param name="iterations">PBKDF2 rounds, 1,000 to 10,000,000: more make guessing and loading slower.</param>
    /// <exception cref="ArgumentException">An argument is out of its range.</exception>
    public static string EncodeEncrypted(
        ReadOnlySpan<byte> seed, string passphrase, ReadOnlySpan<byte> random, int iterations = DefaultIterations)
    {
        if (passphrase.Length == 0) throw new ArgumentException("a passphrase is needed", nameof(passphrase));
        if (random.Length != RandomBytes) throw new ArgumentException("32 random bytes are needed", nameof(random));
        if (iterations is < MinIterations or > Pbes2.MaxIterations)
        {
            throw new ArgumentOutOfRangeException(nameof(iterations), iterations, "1,000 to 10,000,000 rounds");
        }

        var plain = EncodeInfo(seed);
        var secret = Encoding.UTF8.GetBytes(passphrase);
        var der = Pbes2.Encrypt(plain, secret, random[..Pbes2.SaltBytes], random[Pbes2.SaltBytes..], iterations);
        CryptographicOperations.ZeroMemory(plain);
        CryptographicOperations.ZeroMemory(secret);
        return PemEncoding.WriteString(EncryptedLabel, der) + "\n";
    }

    /// <summary>Reads a key from a text nobody vouches for. Never throws; a fault is in the result.</summary>
    /// <param name="pem">One PEM block; white space around it is allowed, anything else is not.</param>
    /// <param name="passphrase">Null or empty if there is none; not looked at when the key is in the clear.</param>
    public static KeyPemResult Decode(ReadOnlySpan<char> pem, string? passphrase = null)
    {
        if (pem.Length > MaxCharacters || !TryFindOnly(pem, out var label, out var der))
        {
            return new KeyPemResult(KeyPemFault.NotPem);
        }

        var result = DecodeBlock(pem[label], der, passphrase);
        CryptographicOperations.ZeroMemory(der);
        return result;
    }

    private static KeyPemResult DecodeBlock(ReadOnlySpan<char> label, byte[] der, string? passphrase)
    {
        if (label.SequenceEqual(PlainLabel)) return Pkcs8.Decode(der);
        if (!label.SequenceEqual(EncryptedLabel)) return new KeyPemResult(KeyPemFault.ForeignBlock);
        if (string.IsNullOrEmpty(passphrase)) return new KeyPemResult(KeyPemFault.PassphraseNeeded);
        var secret = Encoding.UTF8.GetBytes(passphrase);
        var result = Pbes2.Decrypt(der, secret);
        CryptographicOperations.ZeroMemory(secret);
        return result;
    }

    private static bool TryFindOnly(ReadOnlySpan<char> pem, out Range label, out byte[] der)
    {
        (label, der) = (default, []);
        if (!PemEncoding.TryFind(pem, out var fields)) return false;
        if (!pem[..fields.Location.Start.Value].IsWhiteSpace() || !pem[fields.Location.End.Value..].IsWhiteSpace())
        {
            return false;
        }

        label = fields.Label;
        der = new byte[fields.DecodedDataLength];
        return Convert.TryFromBase64Chars(pem[fields.Base64Data], der, out var written) && written == der.Length;
    }

    private static byte[] EncodeInfo(ReadOnlySpan<byte> seed) => seed.Length == Ed25519Scheme.SeedSize
        ? Pkcs8.Encode(seed)
        : throw new ArgumentException("a seed has 32 bytes", nameof(seed));
}
