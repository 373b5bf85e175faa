using Witan.Core.Reconfiguration;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Blocks;

/// <summary>Names one body of a block by its digest.</summary>
/// <param name="Kind">What the body is: <see cref="Bundle"/> or <see cref="Rejoin"/>.</param>
/// <param name="Digest">SHA-256 of the body's bytes.</param>
/// <param name="Length">Bytes of the body, so that a block's size is known before its bodies arrive.</param>
public readonly record struct Reference(byte Kind, Digest Digest, uint Length)
{
    /// <summary>Requests of a client.</summary>
    public const byte Bundle = 1;

    /// <summary>A member that lost its memory asks for a new configuration number.</summary>
    public const byte Rejoin = 2;

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
        if (!reference.IsPossible) reader.Fail();
        return reference;
    }

    private bool IsPossible => Kind switch
    {
        Bundle => Length is > 0 and <= Limits.MaxBundleBytes,
        Rejoin => Length == RejoinBody.Size,
        _ => false,
    };
}
