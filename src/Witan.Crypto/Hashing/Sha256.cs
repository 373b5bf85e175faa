using System.Security.Cryptography;
using Witan.Crypto.Native;
using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>The one hash function of Witan (FIPS 180-4), over bytes that already lie in one piece or two.</summary>
/// <remarks>
/// Trees hash some seventy bytes at a time. There the general interface of the platform takes 0.5 microseconds, of
/// which the hash itself is a sixth; so texts go to OpenSSL's own functions where they exist and pass their known
/// answer.
/// </remarks>
public static class Sha256
{
    /// <summary>
    /// The most that is hashed in one call of OpenSSL: the garbage collector waits for it, under a microsecond at this
    /// length.
    /// </summary>
    private const int StepBytes = 1024;

    /// <summary>32-bit words set aside for OpenSSL's SHA256_CTX, which has 28.</summary>
    private const int ContextWords = 32;

    private static readonly bool HasShortWay = NativeLibraries.HasOpenSslSha256 && ShortWayAnswers();

    /// <summary>SHA-256 of <paramref name="bytes"/>. Safe to call from any thread; allocates nothing.</summary>
    public static Digest Hash(ReadOnlySpan<byte> bytes) => Hash(bytes, []);

    /// <summary>
    /// SHA-256 of both texts, one behind the other: a large one need not be copied to stand behind its tag. Safe to
    /// call from any thread; allocates nothing where OpenSSL's own functions are at hand.
    /// </summary>
    public static Digest Hash(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (HasShortWay) return HashInSteps(first, second);
        Span<byte> hash = stackalloc byte[Digest.Size];
        if (second.IsEmpty)
        {
            SHA256.HashData(first, hash);
            return new Digest(hash);
        }

        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        whole.AppendData(first);
        whole.AppendData(second);
        whole.GetHashAndReset(hash);
        return new Digest(hash);
    }

    /// <summary>
    /// SHA-256 of a text and of its beginning, in one pass where OpenSSL's own functions are at hand. Safe to call from
    /// any thread.
    /// </summary>
    /// <param name="text">The whole.</param>
    /// <param name="length">Bytes of the beginning, at most all.</param>
    public static (Digest Beginning, Digest Whole) HashWithBeginning(ReadOnlySpan<byte> text, int length)
    {
        var beginning = text[..length];
        if (!HasShortWay) return (Hash(beginning), Hash(text));
        Span<uint> context = stackalloc uint[ContextWords];
        Span<uint> copy = stackalloc uint[ContextWords];
        _ = OpenSsl.SHA256_Init(context);
        Append(context, beginning);
        context.CopyTo(copy);
        Append(context, text[length..]);
        return (Finish(copy), Finish(context));
    }

    private static Digest HashInSteps(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        Span<uint> context = stackalloc uint[ContextWords];
        _ = OpenSsl.SHA256_Init(context);
        Append(context, first);
        Append(context, second);
        return Finish(context);
    }

    private static Digest Finish(Span<uint> context)
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        _ = OpenSsl.SHA256_Final(hash, context);
        return new Digest(hash);
    }

    private static void Append(Span<uint> context, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var step = bytes[..Math.Min(StepBytes, bytes.Length)];
            _ = OpenSsl.SHA256_Update(context, step, (nuint)step.Length);
            bytes = bytes[step.Length..];
        }
    }

    /// <summary>
    /// Whether the short way gives what the platform gives: with and without a full block, in one step and in more.
    /// </summary>
    private static bool ShortWayAnswers()
    {
        Span<byte> text = stackalloc byte[(2 * StepBytes) + 1];
        Span<byte> expected = stackalloc byte[Digest.Size];
        for (var i = 0; i < text.Length; i++) text[i] = (byte)(i & 0xFF);
        foreach (var length in (ReadOnlySpan<int>)[0, 3, 55, 56, 64, 69, StepBytes, StepBytes + 1, text.Length])
        {
            SHA256.HashData(text[..length], expected);
            if (HashInSteps(text[..length], []) != new Digest(expected)) return false;
            if (HashInSteps(text[..(length / 2)], text[(length / 2)..length]) != new Digest(expected)) return false;
        }

        return true;
    }
}
