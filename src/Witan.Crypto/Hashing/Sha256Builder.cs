using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>
/// SHA-256 over bytes that come in pieces, made once and used for many hashes: <see cref="Finish"/> leaves it empty and
/// ready for the next. For one owner at a time, like every builder.
/// </summary>
/// <remarks>
/// A reused context is a fifth faster than a one-shot call on 32 bytes, which is what trees hash.
/// </remarks>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "The context is a safe handle that its finaliser frees; owners are step machines that live as long "
        + "as the process and should not all become disposable for 200 bytes.")]
public sealed class Sha256Builder
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Adds the next bytes; an empty span adds nothing.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    /// <summary>Adds one byte: the prefix that tells leaves from nodes.</summary>
    public void Append(byte value) => _hash.AppendData([value]);

    /// <summary>Adds the 32 bytes of a digest.</summary>
    public void Append(in Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        digest.CopyTo(bytes);
        _hash.AppendData(bytes);
    }

    /// <summary>The hash of everything since the last call; the builder is empty afterwards.</summary>
    public Digest Finish()
    {
        Span<byte> hash = stackalloc byte[Digest.Size];
        _hash.GetHashAndReset(hash);
        return new Digest(hash);
    }
}
