using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Storage.Snapshots;

/// <summary>Block 0: magic u64 | version u32 | commitment | certificate | maps: name, number of entries u64.</summary>
/// <param name="Commitment">What the state hashes to.</param>
/// <param name="Certificate">A quorum's word for it.</param>
/// <param name="Maps">Names strictly rising, none of them empty.</param>
internal sealed record SnapshotHead(
    StateCommitment Commitment, StateCertificate Certificate, IReadOnlyList<KeyValuePair<string, ulong>> Maps)
{
    /// <summary>More maps than an application names.</summary>
    public const int MaxMaps = 4096;

    private const ulong Magic = 0x504E_534E_4154_4957; // "WITANSNP" in file order
    private const uint Version = 1;

    public static SnapshotHead Of(Snapshot snapshot)
    {
        var maps = new List<KeyValuePair<string, ulong>>();
        foreach (var (name, map) in snapshot.Maps) maps.Add(KeyValuePair.Create(name, (ulong)map.Count));
        return new SnapshotHead(snapshot.Commitment, snapshot.Certificate, maps);
    }

    public void Write(CanonicalWriter writer)
    {
        writer.U64(Magic);
        writer.U32(Version);
        Commitment.Write(writer);
        Certificate.Write(writer);
        writer.Count(Maps.Count);
        foreach (var (name, count) in Maps)
        {
            writer.Text(name);
            writer.U64(count);
        }
    }

    /// <summary>Null for anything but the head of a snapshot of this format.</summary>
    public static SnapshotHead? Read(ReadOnlySpan<byte> payload)
    {
        var reader = new CanonicalReader(payload);
        if (reader.U64() != Magic || reader.U32() != Version) reader.Fail();
        var commitment = StateCommitment.Read(ref reader);
        var certificate = StateCertificate.Read(ref reader);
        var maps = new KeyValuePair<string, ulong>[reader.Count(MaxMaps, sizeof(uint) + sizeof(ulong))];
        for (var i = 0; i < maps.Length; i++)
        {
            maps[i] = KeyValuePair.Create(reader.Text(Limits.MaxNameBytes), reader.U64());
            var rises = i == 0 || string.CompareOrdinal(maps[i - 1].Key, maps[i].Key) < 0;
            if (maps[i].Value == 0 || !rises) reader.Fail();
        }

        return reader.Complete && certificate is not null ? new SnapshotHead(commitment, certificate, maps) : null;
    }
}
