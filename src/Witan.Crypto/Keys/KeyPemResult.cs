using System.Diagnostics.CodeAnalysis;

namespace Witan.Crypto;

/// <summary>A private key read from PEM, or the reason why there is none.</summary>
public sealed class KeyPemResult
{
    internal KeyPemResult(KeyPemFault fault) => Fault = fault;

    internal KeyPemResult(ReadOnlySpan<byte> seed) => Seed = seed.ToArray();

    public KeyPemFault Fault { get; }

    /// <summary>
    /// The private key, 32 bytes; null unless <see cref="Fault"/> is none. The receiver wipes it after use.
    /// </summary>
    public byte[]? Seed { get; }

    [MemberNotNullWhen(true, nameof(Seed))]
    public bool Succeeded => Fault == KeyPemFault.None;

    /// <summary>One clause for an error message, after the name of the file; empty for a key.</summary>
    public string Explanation => Fault switch
    {
        KeyPemFault.None => string.Empty,
        KeyPemFault.NotPem => "is not a single, whole PEM block",
        KeyPemFault.ForeignBlock => "holds no PKCS#8 private key (BEGIN PRIVATE KEY or BEGIN ENCRYPTED PRIVATE KEY)",
        KeyPemFault.Malformed => "is damaged: its content is no PKCS#8 structure",
        KeyPemFault.ForeignKey => "holds a private key that is not a plain Ed25519 key",
        KeyPemFault.PassphraseNeeded => "is encrypted and no passphrase was given",
        KeyPemFault.WrongPassphrase => "cannot be decrypted: the passphrase is wrong or the file is damaged",
        KeyPemFault.UnsupportedProtection =>
            "is encrypted in another way than PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC",
        _ => throw new InvalidOperationException("a fault without an explanation"),
    };
}
