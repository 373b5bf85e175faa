using System.Formats.Asn1;

namespace Witan.Crypto;

/// <summary>
/// The PrivateKeyInfo of an Ed25519 key (RFC 5958, RFC 8410): version 0, no attributes, no public key.
/// </summary>
/// <remarks>
/// SEQUENCE { INTEGER 0, SEQUENCE { OID 1.3.101.112 }, OCTET STRING { OCTET STRING (32) } }: 48 bytes, one encoding per
/// key.
/// </remarks>
internal static class Pkcs8
{
    private const string Ed25519 = "1.3.101.112";

    private static ReadOnlySpan<byte> Ed25519Bytes => [0x2b, 0x65, 0x70];

    internal static byte[] Encode(ReadOnlySpan<byte> seed)
    {
        var inner = new AsnWriter(AsnEncodingRules.DER);
        inner.WriteOctetString(seed);
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(0);
            using (writer.PushSequence()) writer.WriteObjectIdentifier(Ed25519);
            writer.WriteOctetString(inner.Encode());
        }

        return writer.Encode();
    }

    internal static KeyPemResult Decode(ReadOnlySpan<byte> der)
    {
        var outer = new DerReader(der);
        var info = outer.Sequence();
        if (!outer.Complete) return new KeyPemResult(KeyPemFault.Malformed);
        var version = info.SmallInteger();
        var algorithm = info.Sequence();
        var kind = algorithm.ObjectIdentifier();
        var key = new DerReader(info.OctetString());
        if (info.Failed || algorithm.Failed) return new KeyPemResult(KeyPemFault.Malformed);
        if (!kind.SequenceEqual(Ed25519Bytes)) return new KeyPemResult(KeyPemFault.ForeignKey);
        var seed = key.OctetString();
        if (!key.Complete || !algorithm.Complete || seed.Length != Ed25519Scheme.SeedSize)
        {
            return new KeyPemResult(KeyPemFault.Malformed);
        }

        // Version 1 adds the public key, which could contradict the private one.
        return version == 0 && info.Complete ? new KeyPemResult(seed) : new KeyPemResult(KeyPemFault.ForeignKey);
    }
}
