using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>
/// Ed25519 (RFC 8032, PureEdDSA) with Witan's one acceptance rule, whatever library does the arithmetic. The check that
/// libraries differ in is made here, once, before the library is asked.
/// </summary>
public abstract class Ed25519Scheme : ISignatureScheme
{
    /// <summary>Length of a private key as it is stored, in bytes.</summary>
    public const int SeedSize = 32;

    private protected Ed25519Scheme()
    {
    }

    /// <summary>Library and version.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// Whether this stands in, at about half the speed, for a library that is missing. Must be shown, never silent.
    /// </summary>
    public abstract bool IsFallback { get; }

    public bool Verify(in PublicKey key, in Digest text, in Signature signature)
    {
        Span<byte> message = stackalloc byte[Digest.Size];
        text.CopyTo(message);
        return VerifyMessage(key, message, signature);
    }

    /// <summary>The same rule over a message of any length: what published test vectors sign.</summary>
    public bool VerifyMessage(in PublicKey key, ReadOnlySpan<byte> message, in Signature signature)
    {
        Span<byte> keyBytes = stackalloc byte[PublicKey.Size];
        Span<byte> signatureBytes = stackalloc byte[Signature.Size];
        key.CopyTo(keyBytes);
        signature.CopyTo(signatureBytes);
        return Ed25519Acceptance.Admits(keyBytes, signatureBytes)
            && HoldsEquation(keyBytes, message, signatureBytes);
    }

    /// <summary>A signer for a private key. The seed is copied; the caller wipes its own.</summary>
    /// <param name="seed">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException">Any other length.</exception>
    public SigningKey CreateSigner(ReadOnlySpan<byte> seed) => new(this, seed);

    // Whether R = S*B - H(R, A, M)*A as encoded bytes, for inputs that the acceptance check has admitted.
    private protected abstract bool HoldsEquation(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature);

    internal abstract PublicKey DerivePublicKey(ReadOnlySpan<byte> seed);

    // The secret is the seed followed by the public key (64 bytes), the form in which libsodium wants it.
    internal abstract Signature SignMessage(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message);
}
