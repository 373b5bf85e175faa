using System.Security.Cryptography;
using Witan.Crypto.Native;
using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>Ed25519 by libsodium, the provider to have: 40 to 60 us per verification.</summary>
public sealed class SodiumEd25519 : Ed25519Scheme
{
    private SodiumEd25519()
    {
        Name = "libsodium " + Sodium.Version();
    }

    /// <summary>The provider, or null where no libsodium can be loaded and initialised.</summary>
    public static SodiumEd25519? TryCreate() => NativeLibraries.HasSodium ? new SodiumEd25519() : null;

    public override string Name { get; }

    public override bool IsFallback => false;

    private protected override bool HoldsEquation(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        Sodium.crypto_sign_verify_detached(signature, message, (ulong)message.Length, key) == 0;

    internal override PublicKey DerivePublicKey(ReadOnlySpan<byte> seed)
    {
        Span<byte> key = stackalloc byte[PublicKey.Size];
        Span<byte> secret = stackalloc byte[SeedSize + PublicKey.Size];
        if (Sodium.crypto_sign_seed_keypair(key, secret, seed) != 0)
        {
            throw new CryptographicException("libsodium derived no public key");
        }

        CryptographicOperations.ZeroMemory(secret);
        return new PublicKey(key);
    }

    internal override Signature SignMessage(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message)
    {
        Span<byte> signature = stackalloc byte[Signature.Size];
        if (Sodium.crypto_sign_detached(signature, 0, message, (ulong)message.Length, secret) != 0)
        {
            throw new CryptographicException("libsodium made no signature");
        }

        return new Signature(signature);
    }
}
