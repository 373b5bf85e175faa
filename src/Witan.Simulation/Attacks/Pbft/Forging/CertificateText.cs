using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>
/// Certificates as bytes, see docs/wire-format.md: the type admits sound ones only. Scheme u8 | configuration u64 |
/// mode u32 | statement | count u32 | (signer u32, signature 64).
/// </summary>
internal static class CertificateText
{
    private const int EntrySize = 4 + Signature.Size;

    public static byte[] Of(Certificate certificate)
    {
        var writer = new CanonicalWriter(1024);
        certificate.Write(writer);
        return writer.ToArray();
    }

    public static IReadOnlyList<SignerEntry> EntriesOf(Certificate certificate)
    {
        var text = Of(certificate);
        var reader = new CanonicalReader(text.AsSpan(text.Length - (certificate.Signers.Count * EntrySize)));
        var entries = new SignerEntry[certificate.Signers.Count];
        for (var i = 0; i < entries.Length; i++) entries[i] = new SignerEntry(reader.Replica(), reader.Signature());
        return entries;
    }

    public static byte[] Write(Statement statement, uint mode, IReadOnlyList<SignerEntry> entries)
    {
        var writer = new CanonicalWriter(1024);
        writer.U8(Certificate.SignatureList);
        writer.Configuration(statement.Configuration);
        writer.U32(mode);
        statement.WriteBody(writer);
        writer.Count(entries.Count);
        foreach (var (signer, signature) in entries)
        {
            writer.Replica(signer);
            writer.Signature(signature);
        }

        return writer.ToArray();
    }

    /// <summary>One that decodes; whether its signatures hold is for others to say.</summary>
    public static StateCertificate? ReadState(byte[] text)
    {
        var reader = new CanonicalReader(text);
        return StateCertificate.Read(ref reader);
    }
}
