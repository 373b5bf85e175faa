using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Contract;

/// <summary>
/// The first record of every journal, written once when the replica is created. A key without it means lost memory
/// (RULES 7).
/// </summary>
public sealed class GenesisRecord(Digest cluster, ReplicaId replica) : Record
{
    public Digest Cluster { get; } = cluster;

    public ReplicaId Replica { get; } = replica;

    public override byte Kind => RecordKind.Genesis;

    public override Height? NeededUntil => null;

    public override void Write(CanonicalWriter writer)
    {
        writer.Digest(Cluster);
        writer.Replica(Replica);
    }

    public static GenesisRecord? Read(ref CanonicalReader reader)
    {
        var record = new GenesisRecord(reader.Digest(), reader.Replica());
        return reader.Failed ? null : record;
    }
}
