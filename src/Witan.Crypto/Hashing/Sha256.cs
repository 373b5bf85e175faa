using System.Security.Cryptography;
using Witan.Crypto.Native;
using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>The one hash function of Witan (FIPS 180-4), over bytes that already lie in one piece.</summary>
/// <remarks>
/// Trees hash some seventy bytes at a time. There the general interface of the platform takes 0.5 microseconds, of
/// which the hash itself is a sixth; so short texts go to OpenSSL's own functions where they exist and pass their
/// known answer.
/// </remarks>
public static class Sha256
{
    /// <summary>
    /// Longest text for the short way: the garbage collector waits for it, under a microsecond at this length.
    /// </summary>
    private const int ShortBytes = 1024;

    /// <summary>32-bit words set aside for OpenSSL's SHA256_CTX, which has 28.</summary>
    private const int ContextWords = 32;

    private static readonly bool HasShortWay = NativeLibraries.HasOpenSslSha256 && ShortWayAnswers();

    /// <summary>SHA-256 of <paramref name="bytes"/>. Safe to call from any thread; allocates nothing.</summary>
    public static Digest Hash(ReadOnlySpan<byte> bytes)
    {
        if (HasShortWay && bytes.Length <= ShortBytes) return HashShort(bytes);
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(bytes, hash);
        return new Digest(hash);
    }

    private static Digest HashShort(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        Span<uint> context = stackalloc uint[ContextWords];
        _ = OpenSsl.SHA256_Init(context);
        _ = OpenSsl.SHA256_Update(context, bytes, (nuint)bytes.Length);
        _ = OpenSsl.SHA256_Final(hash, context);
        return new Digest(hash);
    }

    /// <summary>Whether the short way gives what the platform gives, with and without a full block.</summary>
    private static bool ShortWayAnswers()
    {
        Span<byte> text = stackalloc byte[ShortBytes];
        Span<byte> expected = stackalloc byte[Digest.Size];
        for (var i = 0; i < text.Length; i++) text[i] = (byte)(i & 0xFF);
        foreach (var length in (ReadOnlySpan<int>)[0, 3, 55, 56, 64, 69, ShortBytes])
        {
            SHA256.HashData(text[..length], expected);
            if (HashShort(text[..length]) != new Digest(expected)) return false;
        }

        return true;
    }
}
