using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Witan.Crypto;

/// <summary>
/// The EncryptedPrivateKeyInfo of PKCS#8 (RFC 5958, RFC 8018): PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC, as
/// OpenSSL writes it. It keeps a key secret; it does not detect every change of the encrypted bytes, so a node compares
/// the public key that comes out with the one it is configured to have.
/// </summary>
internal static class Pbes2
{
    internal const int SaltBytes = 16;
    internal const int BlockBytes = 16;
    internal const int MaxIterations = 10_000_000;

    private const int KeyBytes = 32;
    private const int MaxSaltBytes = 64;
    private const int MaxCipherBytes = 1024;

    private const string Pbes2Id = "1.2.840.113549.1.5.13";
    private const string Pbkdf2Id = "1.2.840.113549.1.5.12";
    private const string HmacSha256Id = "1.2.840.113549.2.9";
    private const string Aes256CbcId = "2.16.840.1.101.3.4.1.42";

    private static ReadOnlySpan<byte> Pbes2Bytes => [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0d];

    private static ReadOnlySpan<byte> Pbkdf2Bytes => [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0c];

    private static ReadOnlySpan<byte> HmacSha256Bytes => [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x02, 0x09];

    private static ReadOnlySpan<byte> Aes256CbcBytes => [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x01, 0x2a];

    internal static byte[] Encrypt(
        ReadOnlySpan<byte> plain,
        ReadOnlySpan<byte> passphrase,
        ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> iv,
        int iterations)
    {
        using var aes = Cipher(passphrase, salt, iterations);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(Pbes2Id);
                using (writer.PushSequence())
                {
                    WriteDerivation(writer, salt, iterations);
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(Aes256CbcId);
                        writer.WriteOctetString(iv);
                    }
                }
            }

            writer.WriteOctetString(aes.EncryptCbc(plain, iv));
        }

        return writer.Encode();
    }

    internal static KeyPemResult Decrypt(ReadOnlySpan<byte> der, ReadOnlySpan<byte> passphrase)
    {
        var outer = new DerReader(der);
        var info = outer.Sequence();
        var algorithm = info.Sequence();
        var cipherText = info.OctetString();
        if (!outer.Complete || !info.Complete) return new KeyPemResult(KeyPemFault.Malformed);
        var kind = algorithm.ObjectIdentifier();
        var parameters = algorithm.Sequence();
        if (!kind.SequenceEqual(Pbes2Bytes) || !algorithm.Complete)
        {
            return new KeyPemResult(KeyPemFault.UnsupportedProtection);
        }

        var derivation = parameters.Sequence();
        var encryption = parameters.Sequence();
        if (!parameters.Complete
            || !TryReadDerivation(ref derivation, out var salt, out var iterations)
            || !TryReadEncryption(ref encryption, out var iv))
        {
            return new KeyPemResult(KeyPemFault.UnsupportedProtection);
        }

        if (cipherText.Length is 0 or > MaxCipherBytes || cipherText.Length % BlockBytes != 0)
        {
            return new KeyPemResult(KeyPemFault.Malformed);
        }

        using var aes = Cipher(passphrase, salt, iterations);
        return DecodePadded(aes.DecryptCbc(cipherText, iv, PaddingMode.None));
    }

    private static void WriteDerivation(AsnWriter writer, ReadOnlySpan<byte> salt, int iterations)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(Pbkdf2Id);
            using (writer.PushSequence())
            {
                writer.WriteOctetString(salt);
                writer.WriteInteger(iterations);
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(HmacSha256Id);
                    writer.WriteNull();
                }
            }
        }
    }

    // The function is SHA-1 where the structure names none, so it must name one.
    private static bool TryReadDerivation(ref DerReader derivation, out ReadOnlySpan<byte> salt, out int iterations)
    {
        var kind = derivation.ObjectIdentifier();
        var parameters = derivation.Sequence();
        salt = parameters.OctetString();
        iterations = parameters.SmallInteger();
        var keyBytes = parameters.AtInteger ? parameters.SmallInteger() : KeyBytes;
        var function = parameters.Sequence();
        var functionKind = function.ObjectIdentifier();
        function.Null();
        return kind.SequenceEqual(Pbkdf2Bytes) && functionKind.SequenceEqual(HmacSha256Bytes)
            && derivation.Complete && parameters.Complete && function.Complete
            && salt.Length <= MaxSaltBytes && iterations is > 0 and <= MaxIterations && keyBytes == KeyBytes;
    }

    private static bool TryReadEncryption(ref DerReader encryption, out ReadOnlySpan<byte> iv)
    {
        var kind = encryption.ObjectIdentifier();
        iv = encryption.OctetString();
        return kind.SequenceEqual(Aes256CbcBytes) && encryption.Complete && iv.Length == BlockBytes;
    }

    // The padding is taken off by hand, since the framework would throw on a wrong one.
    private static KeyPemResult DecodePadded(byte[] plain)
    {
        var padding = plain[^1];
        var whole = padding is > 0 and <= BlockBytes
            && !plain.AsSpan(plain.Length - padding).ContainsAnyExcept(padding);
        var result = whole ? Pkcs8.Decode(plain.AsSpan(0, plain.Length - padding)) : null;
        CryptographicOperations.ZeroMemory(plain);
        return result is null || result.Fault == KeyPemFault.Malformed
            ? new KeyPemResult(KeyPemFault.WrongPassphrase)
            : result;
    }

    private static Aes Cipher(ReadOnlySpan<byte> passphrase, ReadOnlySpan<byte> salt, int iterations)
    {
        var key = Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, iterations, HashAlgorithmName.SHA256, KeyBytes);
        var aes = Aes.Create();
        aes.Key = key;
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }
}
