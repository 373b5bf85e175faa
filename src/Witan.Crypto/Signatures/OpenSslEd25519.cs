using System.Security.Cryptography;
using Witan.Crypto.Native;
using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>
/// Ed25519 by OpenSSL's libcrypto, which is there wherever .NET speaks TLS on Linux. It stands in for libsodium at
/// about half its speed.
/// </summary>
public sealed class OpenSslEd25519 : Ed25519Scheme
{
    private OpenSslEd25519()
    {
        Name = OpenSsl.Version();
    }

    /// <summary>The provider, or null where no libcrypto of version 3 can be loaded.</summary>
    public static OpenSslEd25519? TryCreate() => NativeLibraries.HasOpenSsl ? new OpenSslEd25519() : null;

    public override string Name { get; }

    public override bool IsFallback => true;

    private protected override bool HoldsEquation(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        var holds = false;
        var handle = OpenSsl.EVP_PKEY_new_raw_public_key(OpenSsl.KeyTypeEd25519, 0, key, (nuint)key.Length);
        if (handle != 0)
        {
            var context = NewContext();
            holds = OpenSsl.EVP_DigestVerifyInit(context, 0, 0, 0, handle) == 1
                && OpenSsl.EVP_DigestVerify(
                    context, signature, (nuint)signature.Length, message, (nuint)message.Length) == 1;
            OpenSsl.EVP_MD_CTX_free(context);
            OpenSsl.EVP_PKEY_free(handle);
        }

        // A refused signature leaves an entry in the thread's error queue, where TLS on the same thread would find it.
        if (!holds) OpenSsl.ERR_clear_error();
        return holds;
    }

    internal override PublicKey DerivePublicKey(ReadOnlySpan<byte> seed)
    {
        var handle = PrivateKey(seed);
        Span<byte> key = stackalloc byte[PublicKey.Size];
        nuint length = PublicKey.Size;
        var derived = OpenSsl.EVP_PKEY_get_raw_public_key(handle, key, ref length);
        OpenSsl.EVP_PKEY_free(handle);
        if (derived != 1) throw new CryptographicException("OpenSSL derived no public key");
        return new PublicKey(key);
    }

    internal override Signature SignMessage(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> message)
    {
        var handle = PrivateKey(secret[..SeedSize]);
        var context = NewContext();
        Span<byte> signature = stackalloc byte[Signature.Size];
        nuint length = Signature.Size;
        var signed = OpenSsl.EVP_DigestSignInit(context, 0, 0, 0, handle) == 1
            && OpenSsl.EVP_DigestSign(context, signature, ref length, message, (nuint)message.Length) == 1;
        OpenSsl.EVP_MD_CTX_free(context);
        OpenSsl.EVP_PKEY_free(handle);
        if (!signed || length != Signature.Size) throw new CryptographicException("OpenSSL made no signature");
        return new Signature(signature);
    }

    private static nint PrivateKey(ReadOnlySpan<byte> seed)
    {
        var handle = OpenSsl.EVP_PKEY_new_raw_private_key(OpenSsl.KeyTypeEd25519, 0, seed, (nuint)seed.Length);
        return handle != 0 ? handle : throw new CryptographicException("OpenSSL took no private key");
    }

    private static nint NewContext()
    {
        var context = OpenSsl.EVP_MD_CTX_new();
        return context != 0 ? context : throw new InvalidOperationException("OpenSSL could not allocate a context");
    }
}
