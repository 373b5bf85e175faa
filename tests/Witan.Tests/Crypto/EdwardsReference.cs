using System.Numerics;
using System.Security.Cryptography;

namespace Witan.Tests.Crypto;

/// <summary>
/// Decides Ed25519 signatures by the definition: the independent, slow oracle of Witan's acceptance rule. It also knows
/// the two laxer equations, so that a vector can say what exactly it would catch.
/// </summary>
internal static class EdwardsReference
{
    internal static readonly BigInteger Order =
        BigInteger.Pow(2, 252) + BigInteger.Parse("27742317777372353535851937790883648493",
            System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The rule: S below L, A and R canonical and not of small order, S*B = R + h*A.</summary>
    internal static bool Accepts(byte[] key, byte[] message, byte[] signature)
    {
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true);
        if (s >= Order) return false;
        if (EdwardsPoint.Decode(key) is not { } a || a.IsSmallOrder) return false;
        if (EdwardsPoint.Decode(signature.AsSpan(0, 32)) is not { } r || r.IsSmallOrder) return false;
        return s * EdwardsPoint.Base == r + (Challenge(signature, key, message) * a);
    }

    /// <summary>
    /// Asks nothing about form: whether the equation holds as it stands, and whether it holds times eight.
    /// </summary>
    internal static (bool Plain, bool TimesEight) HoldsLax(byte[] key, byte[] message, byte[] signature)
    {
        var difference = Difference(key, message, signature);
        return (difference == EdwardsPoint.Identity, difference is { IsSmallOrder: true });
    }

    /// <summary>SHA-512(R | A | M) modulo L.</summary>
    internal static BigInteger Challenge(ReadOnlySpan<byte> signature, byte[] key, byte[] message) =>
        new BigInteger(SHA512.HashData([.. signature[..32], .. key, .. message]), isUnsigned: true) % Order;

    /// <summary>The secret scalar of a seed and the prefix for its nonces.</summary>
    internal static (BigInteger Scalar, byte[] Prefix) Expand(byte[] seed)
    {
        var hash = SHA512.HashData(seed);
        hash[0] &= 248;
        hash[31] &= 127;
        hash[31] |= 64;
        return (new BigInteger(hash.AsSpan(0, 32), isUnsigned: true), hash[32..]);
    }

    /// <summary>R and S as 64 bytes; S may be any 256-bit number.</summary>
    internal static byte[] Join(byte[] r, BigInteger s)
    {
        var signature = new byte[64];
        r.CopyTo(signature, 0);
        s.TryWriteBytes(signature.AsSpan(32), out _, isUnsigned: true);
        return signature;
    }

    private static EdwardsPoint? Difference(byte[] key, byte[] message, byte[] signature)
    {
        if (EdwardsPoint.DecodeLax(key) is not { } a) return null;
        if (EdwardsPoint.DecodeLax(signature.AsSpan(0, 32)) is not { } r) return null;
        var s = new BigInteger(signature.AsSpan(32), isUnsigned: true);
        return (s * EdwardsPoint.Base) + -(r + (Challenge(signature, key, message) * a));
    }
}
