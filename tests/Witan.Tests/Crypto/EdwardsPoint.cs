using System.Numerics;

namespace Witan.Tests.Crypto;

/// <summary>
/// A point of the curve -x^2 + y^2 = 1 + d*x^2*y^2 over 2^255 - 19, in affine coordinates and arbitrary-precision
/// integers, written from the formulas of RFC 8032 section 5.1. Slow and plain on purpose: it judges the fast ones.
/// </summary>
internal sealed record EdwardsPoint(BigInteger X, BigInteger Y)
{
    internal static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));
    private static readonly BigInteger RootOfMinusOne = BigInteger.ModPow(2, (P - 1) / 4, P);

    internal static readonly EdwardsPoint Identity = new(0, 1);

    internal static readonly EdwardsPoint Base = WithY(Mod(4 * Inverse(5)), odd: false)!;

    /// <summary>
    /// The point with this y and the parity of x; null if there is none, or if it asks for an odd zero.
    /// </summary>
    internal static EdwardsPoint? WithY(BigInteger y, bool odd)
    {
        // x^2 = (y^2 - 1) / (d*y^2 + 1); the denominator is never zero, since -1/d is no square.
        var square = Mod((y * y - 1) * Inverse(D * y * y + 1));
        var x = BigInteger.ModPow(square, (P + 3) / 8, P);
        if (Mod(x * x) != square) x = Mod(x * RootOfMinusOne);
        if (Mod(x * x) != square || (x.IsZero && odd)) return null;
        return new EdwardsPoint(x.IsEven == odd ? Mod(-x) : x, Mod(y));
    }

    /// <summary>Decodes as RFC 8032 says, which refuses every encoding but the canonical one.</summary>
    internal static EdwardsPoint? Decode(ReadOnlySpan<byte> bytes)
    {
        var (y, odd) = Split(bytes);
        return y >= P ? null : WithY(y, odd);
    }

    /// <summary>Decodes as lax libraries do: y is reduced, and minus zero is zero.</summary>
    internal static EdwardsPoint? DecodeLax(ReadOnlySpan<byte> bytes)
    {
        var (y, odd) = Split(bytes);
        return WithY(Mod(y), odd) ?? WithY(Mod(y), odd: false);
    }

    internal byte[] Encode() => Encode(Y, !X.IsEven);

    /// <summary>Any 255-bit number and sign bit, whether or not they are a point.</summary>
    internal static byte[] Encode(BigInteger y, bool odd)
    {
        var bytes = new byte[32];
        y.TryWriteBytes(bytes, out _, isUnsigned: true);
        if (odd) bytes[31] |= 0x80;
        return bytes;
    }

    internal bool IsSmallOrder => 8 * this == Identity;

    public static EdwardsPoint operator +(EdwardsPoint a, EdwardsPoint b) =>
        Affine(Add((a.X, a.Y, BigInteger.One), (b.X, b.Y, BigInteger.One)));

    public static EdwardsPoint operator -(EdwardsPoint a) => new(Mod(-a.X), a.Y);

    public static EdwardsPoint operator *(BigInteger scalar, EdwardsPoint point)
    {
        var sum = (X: BigInteger.Zero, Y: BigInteger.One, Z: BigInteger.One);
        var doubled = (point.X, point.Y, Z: BigInteger.One);
        for (; !scalar.IsZero; scalar >>= 1)
        {
            if (!scalar.IsEven) sum = Add(sum, doubled);
            doubled = Add(doubled, doubled);
        }

        return Affine(sum);
    }

    // x = X/Z and y = Y/Z put into the curve's one addition law, which holds for every pair of points: with the
    // products below x3 = (x1*y2 + y1*x2) / (1 + t) and y3 = (y1*y2 + x1*x2) / (1 - t), where t = d*x1*x2*y1*y2.
    private static (BigInteger X, BigInteger Y, BigInteger Z) Add(
        (BigInteger X, BigInteger Y, BigInteger Z) a, (BigInteger X, BigInteger Y, BigInteger Z) b)
    {
        var z = a.Z * b.Z % P;
        var xx = a.X * b.X % P;
        var yy = a.Y * b.Y % P;
        var cross = ((a.X * b.Y) + (a.Y * b.X)) % P;
        var one = z * z % P;
        var t = D * xx % P * yy % P;
        return (cross * (one - t) % P * z % P, (yy + xx) * (one + t) % P * z % P, (one + t) * (one - t) % P);
    }

    private static EdwardsPoint Affine((BigInteger X, BigInteger Y, BigInteger Z) point)
    {
        var inverse = Inverse(point.Z);
        return new EdwardsPoint(Mod(point.X * inverse), Mod(point.Y * inverse));
    }

    private static (BigInteger Y, bool Odd) Split(ReadOnlySpan<byte> bytes)
    {
        var value = new BigInteger(bytes, isUnsigned: true);
        var top = BigInteger.Pow(2, 255);
        return (value % top, value >= top);
    }

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(Mod(value), P - 2, P);

    private static BigInteger Mod(BigInteger value)
    {
        var rest = value % P;
        return rest.Sign < 0 ? rest + P : rest;
    }
}
