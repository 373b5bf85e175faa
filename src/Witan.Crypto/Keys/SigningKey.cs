using System.Security.Cryptography;
using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>
/// An Ed25519 private key in memory. Safe to sign with from several threads. <see cref="Dispose"/> wipes it; signing
/// afterwards is a mistake of the caller and throws.
/// </summary>
public sealed class SigningKey : ISigner, IDisposable
{
    private readonly Ed25519Scheme _scheme;

    // Seed, then public key. Pinned: the collector would leave copies behind when it moves an array.
    private readonly byte[] _secret = GC.AllocateArray<byte>(Ed25519Scheme.SeedSize + PublicKey.Size, pinned: true);

    private bool _wiped;

    internal SigningKey(Ed25519Scheme scheme, ReadOnlySpan<byte> seed)
    {
        if (seed.Length != Ed25519Scheme.SeedSize) throw new ArgumentException("a seed has 32 bytes", nameof(seed));
        _scheme = scheme;
        PublicKey = scheme.DerivePublicKey(seed);
        seed.CopyTo(_secret);
        PublicKey.CopyTo(_secret.AsSpan(Ed25519Scheme.SeedSize));
    }

    public PublicKey PublicKey { get; }

    public Signature Sign(in Digest text)
    {
        Span<byte> message = stackalloc byte[Digest.Size];
        text.CopyTo(message);
        return SignMessage(message);
    }

    /// <summary>
    /// Signs a message of any length: what published test vectors do. Witan itself signs digests only.
    /// </summary>
    public Signature SignMessage(ReadOnlySpan<byte> message)
    {
        ObjectDisposedException.ThrowIf(_wiped, this);
        return _scheme.SignMessage(_secret, message);
    }

    /// <summary>Overwrites the private key.</summary>
    public void Dispose()
    {
        _wiped = true;
        CryptographicOperations.ZeroMemory(_secret);
    }
}
