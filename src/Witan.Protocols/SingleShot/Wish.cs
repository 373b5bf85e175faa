using Witan.Core.Messages;
using Witan.Core.Synchronizing;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// WISH(v) of the view synchroniser. Instance 0 is the one synchroniser of chained instances; an instance on its own
/// has its own.
/// </summary>
public sealed class Wish(ConfigurationNumber configuration, ReplicaId sender, ulong instance, View view)
    : WishStatement(configuration, sender, instance, view)
{
    public override byte Type => SingleShotMessageType.Wish;

    public override string Domain => "witan/singleshot/wish/v1";

    public static Statement? Read(ConfigurationNumber configuration, ReplicaId sender, ref CanonicalReader reader)
    {
        var (instance, view) = ReadFields(ref reader);
        return reader.Failed ? null : new Wish(configuration, sender, instance, view);
    }
}
