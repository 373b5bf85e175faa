using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// What an instance agrees on: bytes that mean nothing here, known in votes by their digest. Chained slot by slot they
/// are a block's canonical bytes, so that the digest is the block's.
/// </summary>
/// <remarks>Layout: bytes behind a u32 length.</remarks>
public sealed class Value
{
    /// <summary>
    /// Bytes of one: a PROPOSE fits a frame with a quorum's NEWLEADERs of the largest group, 40 KiB, beside it.
    /// </summary>
    public const int MaxBytes = Limits.MaxFrameBytes - (256 * 1024);

    private readonly byte[] _bytes;

    /// <param name="bytes">At most <see cref="MaxBytes"/>; copied.</param>
    /// <exception cref="ArgumentException">More than that.</exception>
    public Value(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes) throw new ArgumentException($"a value has at most {MaxBytes} bytes");
        _bytes = bytes.ToArray();
        Digest = Sha256.Hash(_bytes);
    }

    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>D(x): SHA-256 of the bytes.</summary>
    public Digest Digest { get; }

    public void Write(CanonicalWriter writer) => writer.Bytes(_bytes);

    /// <summary>Null, and the reader failed, if it is too long.</summary>
    public static Value? Read(ref CanonicalReader reader)
    {
        var bytes = reader.BytesView(MaxBytes);
        return reader.Failed ? null : new Value(bytes);
    }
}
