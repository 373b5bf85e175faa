using Witan.Core.Certificates;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>A certified checkpoint and the roots of its maps, which must hash to the certified state root.</summary>
public sealed class Manifest(StateCertificate certificate, IReadOnlyList<MapRoot> maps) : Message
{
    /// <summary>Maps of one state.</summary>
    public const int MaxMaps = 64;

    public StateCertificate Certificate { get; } = certificate;

    /// <summary>Sorted by name, distinct.</summary>
    public IReadOnlyList<MapRoot> Maps { get; } = maps;

    public override byte Type => MessageType.Manifest;

    public override void Visit(INestedVisitor visitor) => visitor.Certificate(Certificate.Certificate);

    public override void WriteBody(CanonicalWriter writer)
    {
        Certificate.Write(writer);
        writer.Count(Maps.Count);
        foreach (var map in Maps)
        {
            writer.Text(map.Name);
            writer.Digest(map.Root);
        }
    }

    public static Manifest? Read(ref CanonicalReader reader)
    {
        var certificate = StateCertificate.Read(ref reader);
        var maps = new MapRoot[reader.Count(MaxMaps, 4 + Digest.Size)];
        for (var i = 0; i < maps.Length; i++)
        {
            maps[i] = new MapRoot(reader.Text(Limits.MaxNameBytes), reader.Digest());
            // A name that is not ASCII would be hashed as another one.
            if (!System.Text.Ascii.IsValid(maps[i].Name) || maps[i].Name.Length == 0) reader.Fail();
            if (i > 0 && string.CompareOrdinal(maps[i - 1].Name, maps[i].Name) >= 0) reader.Fail();
        }

        return reader.Failed || certificate is null ? null : new Manifest(certificate, maps);
    }
}
