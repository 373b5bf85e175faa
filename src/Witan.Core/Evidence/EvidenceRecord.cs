using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Evidence;

/// <summary>
/// A proved lie. No height ends it and only a higher count of the same lie replaces it, so that it outlives snapshots
/// and truncation. No promise rests on it: it is stored, not persisted.
/// </summary>
/// <param name="place">Its place in the store, which it keeps for good.</param>
/// <param name="count">How often this kind of lie was seen here, as far as it was written down.</param>
/// <param name="pair">The first pair.</param>
public sealed class EvidenceRecord(ushort place, ulong count, EvidencePair pair) : Record
{
    public ushort Place { get; } = place;

    public ulong Count { get; } = count;

    public EvidencePair Pair { get; } = pair;

    public override byte Kind => RecordKind.Evidence;

    public override Height? NeededUntil => null;

    public override int Replaces => (Kind << 16) | Place;

    public override void Write(CanonicalWriter writer)
    {
        writer.U16(Place);
        writer.U64(Count);
        Pair.Write(writer);
    }

    public static EvidenceRecord? Read(ref CanonicalReader reader, MessageCodec codec)
    {
        var place = reader.U16();
        var count = reader.U64();
        var pair = EvidencePair.Read(ref reader, codec);
        return pair is null ? null : new EvidenceRecord(place, count, pair);
    }
}
