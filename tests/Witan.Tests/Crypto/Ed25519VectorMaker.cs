using System.Numerics;
using System.Security.Cryptography;

namespace Witan.Tests.Crypto;

/// <summary>
/// Makes the vector file, hostile cases included, from nothing but <see cref="EdwardsPoint"/> and hashes.
/// Deterministic.
/// </summary>
internal sealed class Ed25519VectorMaker
{
    private static readonly BigInteger Order = EdwardsReference.Order;

    // A point of order 8: the prime-order part of some point, taken away. Its multiples are the whole torsion group.
    private static readonly EdwardsPoint Torsion = FindTorsion();

    private readonly List<Ed25519Vector> _vectors = [];

    private readonly byte[] _seed = SHA256.HashData("witan ed25519 vectors"u8);
    private readonly BigInteger _scalar;
    private readonly EdwardsPoint _key;

    private Ed25519VectorMaker()
    {
        _scalar = EdwardsReference.Expand(_seed).Scalar;
        _key = _scalar * EdwardsPoint.Base;
    }

    internal static IReadOnlyList<Ed25519Vector> Make()
    {
        var maker = new Ed25519VectorMaker();
        maker.Published();
        maker.Honest();
        maker.ScalarTooLarge();
        maker.NotCanonical();
        maker.SmallOrderKey();
        maker.SmallOrderNonce();
        maker.MixedOrder();
        maker.NotOnTheCurve();
        maker.Flipped();
        maker.Degenerate();
        return maker._vectors;
    }

    // RFC 8032 section 7.1: the seeds and messages; keys and signatures follow and are compared with the RFC's
    // elsewhere.
    private void Published()
    {
        Sign("RFC 8032 test 1", "published", Convert.FromHexString(PublishedSeeds[0]), []);
        Sign("RFC 8032 test 2", "published", Convert.FromHexString(PublishedSeeds[1]), [0x72]);
        Sign("RFC 8032 test 3", "published", Convert.FromHexString(PublishedSeeds[2]), [0xaf, 0x82]);
        Sign("RFC 8032 test SHA(abc)", "published", Convert.FromHexString(PublishedSeeds[3]), SHA512.HashData("abc"u8));
    }

    internal static readonly string[] PublishedSeeds =
    [
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
    ];

    private void Honest()
    {
        for (byte i = 0; i < 8; i++)
        {
            Sign($"honest signature {i} of a digest", "honest", SHA256.HashData([i]), SHA256.HashData([i, i]));
        }
    }

    private void ScalarTooLarge()
    {
        var message = Message("scalar", 0);
        var (r, s) = HonestParts(message);
        for (var times = 1; times <= 15; times += 2)
        {
            var tooLarge = EdwardsReference.Join(r, s + (times * Order));
            Add($"honest, S + {times} L", "scalar", _key.Encode(), message, tooLarge);
        }

        Add("S = L", "scalar", _key.Encode(), message, EdwardsReference.Join(r, Order));
        Add("S = L - 1", "scalar", _key.Encode(), message, EdwardsReference.Join(r, Order - 1));
        Add("S = 0", "scalar", _key.Encode(), message, EdwardsReference.Join(r, 0));
        Add("S of all ones", "scalar", _key.Encode(), message,
            EdwardsReference.Join(r, BigInteger.Pow(2, 256) - 1));
    }

    // Only y < 19 has a second encoding, and of these points only the small-order ones have a known logarithm: with
    // those the lax equation holds, the others show that the form alone is refused.
    private void NotCanonical()
    {
        for (var y = 0; y < 19; y++)
        {
            var encoded = EdwardsPoint.Encode(EdwardsPoint.P + y, odd: y % 2 == 1);
            AddForKey($"A encodes y = p + {y}", "not canonical A", encoded);
            AddForNonce($"R encodes y = p + {y}", "not canonical R", encoded);
        }

        AddForKey("A encodes p + 1 without sign", "not canonical A",
            EdwardsPoint.Encode(EdwardsPoint.P + 1, odd: false));
        AddForNonce("R encodes p + 1 without sign", "not canonical R",
            EdwardsPoint.Encode(EdwardsPoint.P + 1, odd: false));
        AddForKey("A encodes the identity with a sign", "not canonical A",
            EdwardsPoint.Encode(1, odd: true));
        AddForNonce("R encodes the identity with a sign", "not canonical R", EdwardsPoint.Encode(1, odd: true));
        AddForKey("A encodes y = -1 with a sign", "not canonical A",
            EdwardsPoint.Encode(EdwardsPoint.P - 1, odd: true));
        AddForNonce("R encodes y = -1 with a sign", "not canonical R",
            EdwardsPoint.Encode(EdwardsPoint.P - 1, odd: true));
    }

    private void SmallOrderKey()
    {
        for (var k = 0; k < 8; k++)
        {
            var key = k * Torsion;
            AddForKey($"A = {k} T", "small order A", key.Encode());
        }
    }

    private void SmallOrderNonce()
    {
        for (var k = 0; k < 8; k++)
        {
            AddForNonce($"R = {k} T, honest A", "small order R", (k * Torsion).Encode());
            var mixed = _key + Torsion;
            AddWhere($"R = {k} T, mixed A, equation holds", "small order R", mixed, (k * Torsion).Encode(), 0,
                h => (k + h) % 8 == 0);
        }
    }

    private void MixedOrder()
    {
        var nonce = BigInteger.Parse("12345678901234567890", System.Globalization.CultureInfo.InvariantCulture);
        var r = nonce * EdwardsPoint.Base;
        for (var k = 1; k < 8; k++)
        {
            var mixed = _key + (k * Torsion);
            var mixedNonce = r + (k * Torsion);
            AddWhere($"A + {k} T, equation holds", "mixed order, holds", mixed, r.Encode(), nonce, h => h * k % 8 == 0);
            AddWhere($"A + {k} T, holds times eight only", "mixed order, cofactored", mixed, r.Encode(), nonce,
                h => h * k % 8 != 0);
            AddWhere($"A + {k} T and R + {k} T, equation holds", "mixed order, holds", mixed, mixedNonce.Encode(),
                nonce, h => k * (1 + h) % 8 == 0);
            AddWhere($"honest A, R + {k} T, holds times eight only", "mixed order, cofactored", _key,
                mixedNonce.Encode(), nonce, _ => true);
        }
    }

    private void NotOnTheCurve()
    {
        var y = new BigInteger(2);
        while (EdwardsPoint.WithY(y, odd: false) is not null) y++;
        var nowhere = EdwardsPoint.Encode(y, odd: false);
        AddForKey("A is no point", "no point", nowhere);
        AddForNonce("R is no point", "no point", nowhere);
    }

    private void Flipped()
    {
        var message = Message("flip", 0);
        var (r, s) = HonestParts(message);
        var key = _key.Encode();
        var signature = EdwardsReference.Join(r, s);
        for (var bit = 0; bit < 256; bit += 37)
        {
            Add($"A with bit {bit} flipped", "flipped", Flip(key, bit), message, signature);
            Add($"message with bit {bit} flipped", "flipped", key, Flip(message, bit), signature);
            Add($"R with bit {bit} flipped", "flipped", key, message, Flip(signature, bit));
            Add($"S with bit {bit} flipped", "flipped", key, message, Flip(signature, 256 + bit));
        }

        Add("A with its sign flipped", "flipped", Flip(key, 255), message, signature);
        Add("R with its sign flipped", "flipped", key, message, Flip(signature, 255));
    }

    private void Degenerate()
    {
        var message = Message("degenerate", 0);
        var identity = EdwardsPoint.Identity.Encode();
        Add("A, R and S all zero", "degenerate", new byte[32], new byte[32], new byte[64]);
        Add("A = R = identity, S = 0", "degenerate", identity, message, EdwardsReference.Join(identity, 0));
        Add("honest A, signature all zero", "degenerate", _key.Encode(), message, new byte[64]);
        var ones = Enumerable.Repeat((byte)255, 64).ToArray();
        Add("honest A, signature all ones", "degenerate", _key.Encode(), message, ones);
    }

    private void Sign(string name, string kind, byte[] seed, byte[] message)
    {
        var (scalar, prefix) = EdwardsReference.Expand(seed);
        var key = (scalar * EdwardsPoint.Base).Encode();
        var nonce = new BigInteger(SHA512.HashData([.. prefix, .. message]), isUnsigned: true) % Order;
        var r = (nonce * EdwardsPoint.Base).Encode();
        var s = (nonce + (EdwardsReference.Challenge(r, key, message) * scalar)) % Order;
        Add(name, kind, key, message, EdwardsReference.Join(r, s));
    }

    private (byte[] R, BigInteger S) HonestParts(byte[] message)
    {
        var nonce = new BigInteger(SHA256.HashData(message), isUnsigned: true) % Order;
        var r = (nonce * EdwardsPoint.Base).Encode();
        return (r, (nonce + (EdwardsReference.Challenge(r, _key.Encode(), message) * _scalar)) % Order);
    }

    // For a key of small order anybody can sign: R = S*B, with a message for which h*A vanishes.
    private void AddForKey(string name, string kind, byte[] key)
    {
        var point = EdwardsPoint.DecodeLax(key) is { IsSmallOrder: true } small ? small : EdwardsPoint.Identity;
        var r = (7 * EdwardsPoint.Base).Encode();
        for (var i = 0; ; i++)
        {
            var message = Message(name, i);
            if (EdwardsReference.Challenge(r, key, message) * point != EdwardsPoint.Identity) continue;
            Add(name, kind, key, message, EdwardsReference.Join(r, 7));
            return;
        }
    }

    // With R of small order, S = h*a makes the equation hold up to R.
    private void AddForNonce(string name, string kind, byte[] r) => AddWhere(name, kind, _key, r, 0, _ => true);

    // S = nonce + h*a for the first message whose challenge is as wanted.
    private void AddWhere(
        string name, string kind, EdwardsPoint key, byte[] r, BigInteger nonce, Func<BigInteger, bool> wanted)
    {
        for (var i = 0; ; i++)
        {
            var message = Message(name, i);
            var challenge = EdwardsReference.Challenge(r, key.Encode(), message);
            if (!wanted(challenge)) continue;
            Add(name, kind, key.Encode(), message, EdwardsReference.Join(r, (nonce + (challenge * _scalar)) % Order));
            return;
        }
    }

    private void Add(string name, string kind, byte[] key, byte[] message, byte[] signature)
    {
        var (plain, timesEight) = EdwardsReference.HoldsLax(key, message, signature);
        _vectors.Add(new Ed25519Vector(
            name,
            kind,
            EdwardsReference.Accepts(key, message, signature),
            plain,
            timesEight,
            Convert.ToHexStringLower(key),
            Convert.ToHexStringLower(message),
            Convert.ToHexStringLower(signature)));
    }

    private static byte[] Message(string name, int attempt) =>
        SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{name} #{attempt}")));

    private static byte[] Flip(byte[] bytes, int bit)
    {
        var flipped = (byte[])bytes.Clone();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private static EdwardsPoint FindTorsion()
    {
        for (var y = new BigInteger(2); ; y++)
        {
            if (EdwardsPoint.WithY(y, odd: false) is { } point
                && Order * point is var torsion
                && 4 * torsion != EdwardsPoint.Identity)
            {
                return torsion;
            }
        }
    }
}
