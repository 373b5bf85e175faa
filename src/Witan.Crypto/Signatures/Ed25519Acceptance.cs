using System.Buffers.Binary;
using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>
/// The part of the acceptance rule that libraries disagree about: S below the group order, canonical encodings of A and
/// R, neither of small order. It stands before every provider, so that what is left to a library is one equation,
/// R = S*B - H(R, A, M)*A, compared byte by byte without the cofactor.
/// </summary>
/// <remarks>
/// Sources: RFC 8032 sections 5.1.3 and 5.1.7; libsodium's stricter rule. Only public bytes pass here, so nothing needs
/// to take constant time.
/// </remarks>
public static class Ed25519Acceptance
{
    // The order L = 2^252 + 27742317777372353535851937790883648493 of the prime-order group, least significant word
    // first.
    private const ulong Order0 = 0x5812631a5cf5d3ed;
    private const ulong Order1 = 0x14def9dea2f79cd6;
    private const ulong Order2 = 0;
    private const ulong Order3 = 0x1000000000000000;

    private const ulong SignBit = 0x8000000000000000;

    /// <summary>Whether key and signature have a form that may be put to the equation at all.</summary>
    /// <param name="key">Exactly 32 bytes: A.</param>
    /// <param name="signature">Exactly 64 bytes: R, then S.</param>
    public static bool Admits(ReadOnlySpan<byte> key, ReadOnlySpan<byte> signature) =>
        key.Length == PublicKey.Size
        && signature.Length == Signature.Size
        && IsBelowOrder(signature[32..])
        && IsAcceptablePoint(key)
        && IsAcceptablePoint(signature[..32]);

    /// <summary>
    /// Whether a key could ever verify anything by its form: 32 bytes, canonical, not of small order.
    /// </summary>
    /// <remarks>It may still lie off the curve; then every signature under it is refused.</remarks>
    public static bool AdmitsKey(ReadOnlySpan<byte> key) => key.Length == PublicKey.Size && IsAcceptablePoint(key);

    private static bool IsBelowOrder(ReadOnlySpan<byte> s)
    {
        var top = Word(s, 3);
        if (top != Order3) return top < Order3;
        var third = Word(s, 2);
        if (third != Order2) return false;
        var second = Word(s, 1);
        if (second != Order1) return second < Order1;
        return Word(s, 0) < Order0;
    }

    private static bool IsAcceptablePoint(ReadOnlySpan<byte> point)
    {
        var y0 = Word(point, 0);
        var y1 = Word(point, 1);
        var y2 = Word(point, 2);
        var y3 = Word(point, 3) & ~SignBit;
        return IsCanonical(y0, y1, y2, y3) && !IsSmallOrder(y0, y1, y2, y3);
    }

    // y < p = 2^255 - 19. (A set sign bit on x = 0 is the other non-canonical form; it exists for y = 1 and y = -1
    // only, which the list of small orders refuses with either sign.)
    private static bool IsCanonical(ulong y0, ulong y1, ulong y2, ulong y3) =>
        y3 != ~SignBit || y2 != ulong.MaxValue || y1 != ulong.MaxValue || y0 < 0xffffffffffffffed;

    // The eight points of the torsion group have five y coordinates: 0 and two more for orders 4 and 8, 1, and -1.
    private static bool IsSmallOrder(ulong y0, ulong y1, ulong y2, ulong y3) => (y0, y1, y2, y3) switch
    {
        (0 or 1, 0, 0, 0) => true,
        (0xffffffffffffffec, ulong.MaxValue, ulong.MaxValue, ~SignBit) => true,
        (0xb027b2c28f95e826, 0xf098eff289f4c345, 0x3933c6d305acdfd5, 0x05fc536d880238b1) => true,
        (0x4fd84d3d706a17c7, 0x0f67100d760b3cba, 0xc6cc392cfa53202a, 0x7a03ac9277fdc74e) => true,
        _ => false,
    };

    private static ulong Word(ReadOnlySpan<byte> bytes, int index) =>
        BinaryPrimitives.ReadUInt64LittleEndian(bytes[(index * sizeof(ulong))..]);
}
