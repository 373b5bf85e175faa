using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Blocks;

/// <summary>Names one body of a block by its digest.</summary>
/// <param name="Kind">What the body is; <see cref="Bundle"/> is the one kind now.</param>
/// <param name="Digest">SHA-256 of the body's bytes.</param>
/// <param name="Length">Bytes of the body, so that a block's size is known before its bodies arrive.</param>
public readonly record struct Reference(byte Kind, Digest Digest, uint Length)
{
    public const byte Bundle = 1;

    /// <summary>Bytes on the wire.</summary>
    public const int Size = 1 + Primitives.Digest.Size + 4;

    public void Write(CanonicalWriter writer)
    {
        writer.U8(Kind);
        writer.Digest(Digest);
        writer.U32(Length);
    }

    public static Reference Read(ref CanonicalReader reader)
    {
        var reference = new Reference(reader.U8(), reader.Digest(), reader.U32());
        if (reference.Kind != Bundle || reference.Length is 0 or > Limits.MaxBundleBytes) reader.Fail();
        return reference;
    }
}
