using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// COMMITTED(v, D(x)): the sender holds, durably, a quorum of PREPARED for this value in this view.
/// </summary>
public sealed class Committed(
    ConfigurationNumber configuration, ReplicaId sender, ulong instance, View view, Digest digest)
    : InstanceStatement(configuration, sender, instance, view, digest)
{
    public override byte Type => SingleShotMessageType.Committed;

    public override string Domain => "witan/singleshot/committed/v1";

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (instance, view) = ReadPlace(ref reader);
        var digest = reader.Digest();
        return reader.Failed ? null : new Committed(configuration, sender, instance, view, digest);
    }
}
