using System.Security.Cryptography;
using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>The one hash function of Witan (FIPS 180-4), over bytes that already lie in one piece.</summary>
public static class Sha256
{
    /// <summary>SHA-256 of <paramref name="bytes"/>. Safe to call from any thread; allocates nothing.</summary>
    public static Digest Hash(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        SHA256.HashData(bytes, hash);
        return new Digest(hash);
    }
}
