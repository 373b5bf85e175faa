using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Dbft;

/// <summary>
/// A backup holds the proposal with all its bodies, found them valid, and prepares it. NEO's preparation hash is that
/// of the request's envelope; here a request is a function of height, view and block, so the block's digest names it.
/// </summary>
/// <remarks>Signed fields: height u64 | view u8 | preparation 32.</remarks>
public sealed class PrepareResponse(
    ConfigurationNumber configuration, ReplicaId sender, Height height, View view, Digest preparation)
    : HeightStatement(configuration, sender, height, view)
{
    /// <summary>Digest of the proposed block.</summary>
    public Digest Preparation { get; } = preparation;

    public override byte Type => DbftMessageType.PrepareResponse;

    public override string Domain => "witan/dbft/prepare-response/v1";

    public override Digest Subject => Preparation;

    public override void WriteFields(CanonicalWriter writer)
    {
        base.WriteFields(writer);
        writer.Digest(Preparation);
    }

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (height, view) = ReadPlace(ref reader);
        var preparation = reader.Digest();
        return reader.Failed ? null : new PrepareResponse(configuration, sender, height, view, preparation);
    }
}
