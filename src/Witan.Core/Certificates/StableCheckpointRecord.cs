using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Certificates;

/// <summary>The newest stable checkpoint: a state certificate at a multiple of K. A later one replaces it.</summary>
public sealed class StableCheckpointRecord(StateCertificate certificate) : Record
{
    public StateCertificate Certificate { get; } = certificate;

    public override byte Kind => RecordKind.StableCheckpoint;

    public override Height? NeededUntil => null;

    public override Height? MayBeDecided => Certificate.Height;

    public override void Write(CanonicalWriter writer) => Certificate.Write(writer);

    public static StableCheckpointRecord? Read(ref CanonicalReader reader)
    {
        var certificate = StateCertificate.Read(ref reader);
        return certificate is null ? null : new StableCheckpointRecord(certificate);
    }
}
