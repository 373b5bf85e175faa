namespace Witan.Crypto;

/// <summary>
/// Why a text is not a private key that can be used. <see cref="KeyPemResult.Explanation"/> says it to people.
/// </summary>
public enum KeyPemFault
{
    /// <summary>There is a key.</summary>
    None,

    /// <summary>Not one PEM block and nothing else: empty, cut off, several, or too long.</summary>
    NotPem,

    /// <summary>A PEM block, but not of a PKCS#8 private key.</summary>
    ForeignBlock,

    /// <summary>The block's content is cut off or not the encoding it should be.</summary>
    Malformed,

    /// <summary>A private key of another kind than Ed25519, or with attributes.</summary>
    ForeignKey,

    /// <summary>The key is encrypted and no passphrase was given.</summary>
    PassphraseNeeded,

    /// <summary>The passphrase is wrong, or the encrypted bytes were damaged: the two cannot be told apart.</summary>
    WrongPassphrase,

    /// <summary>
    /// Encrypted in a way other than PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC, or with absurd costs.
    /// </summary>
    UnsupportedProtection,
}
