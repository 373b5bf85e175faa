using Witan.Core.Certificates;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// A certified height and the witness of what the query read there. The certificate's signatures are checked by the
/// verifier; that the witness hashes to its state root is checked by who runs the query over it.
/// </summary>
public sealed class ReadAnswer(
    ulong id, ReadOutcome outcome, StateCertificate? certificate, ReadOnlyMemory<byte> witness)
    : Message
{
    /// <summary>Bytes of one witness: with certificate and ids it fits a frame.</summary>
    public const int MaxWitnessBytes = Limits.MaxFrameBytes - (64 * 1024);

    public ulong Id { get; } = id;

    public ReadOutcome Outcome { get; } = outcome;

    /// <summary>Only with <see cref="ReadOutcome.Proved"/>.</summary>
    public StateCertificate? Certificate { get; } = certificate;

    /// <summary>An encoded state witness; empty unless proved.</summary>
    public ReadOnlyMemory<byte> Witness { get; } = witness;

    public override byte Type => MessageType.ReadAnswer;

    public override void Visit(INestedVisitor visitor)
    {
        if (Certificate is not null) visitor.Certificate(Certificate.Certificate);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.U64(Id);
        writer.U8((byte)Outcome);
        if (Certificate is null) return;
        Certificate.Write(writer);
        writer.Bytes(Witness.Span);
    }

    public static ReadAnswer? Read(ref CanonicalReader reader)
    {
        var id = reader.U64();
        var outcome = reader.U8();
        if (outcome is < (byte)ReadOutcome.Proved or > (byte)ReadOutcome.Refused) reader.Fail();
        if (outcome != (byte)ReadOutcome.Proved)
            return reader.Failed ? null : new ReadAnswer(id, (ReadOutcome)outcome, null, default);
        var certificate = StateCertificate.Read(ref reader);
        var witness = reader.Bytes(MaxWitnessBytes);
        return reader.Failed ? null : new ReadAnswer(id, ReadOutcome.Proved, certificate, witness);
    }
}
