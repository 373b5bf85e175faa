using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// PREPARED(v, D(x)): the sender accepted the proposal of this view, and accepts no other in it.
/// </summary>
public sealed class Prepared(
    ConfigurationNumber configuration, ReplicaId sender, ulong instance, View view, Digest digest)
    : InstanceStatement(configuration, sender, instance, view, digest)
{
    public override byte Type => SingleShotMessageType.Prepared;

    public override string Domain => "witan/singleshot/prepared/v1";

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (instance, view) = ReadPlace(ref reader);
        var digest = reader.Digest();
        return reader.Failed ? null : new Prepared(configuration, sender, instance, view, digest);
    }
}
