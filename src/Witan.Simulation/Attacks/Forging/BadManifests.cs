using System.Buffers.Binary;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives.Encoding;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>Answers to a peer that asks for a checkpoint or for decisions.</summary>
internal static class BadManifests
{
    /// <summary>The honest manifest of a state.</summary>
    public static Manifest Of(CertifiedState state) =>
        new(state.Certificate, [.. state.Block.State.All.Select(m => new MapRoot(m.Key, m.Value.Root))]);

    /// <summary>A genuine certificate over roots that are not those of its state: another one each turn.</summary>
    public static Manifest Changed(Manifest manifest, ulong turn)
    {
        var maps = manifest.Maps.ToList();
        if (turn % 2 == 0 && maps.Count > 1)
        {
            maps.RemoveAt((int)(turn / 2 % (ulong)maps.Count));
            return new Manifest(manifest.Certificate, maps);
        }

        var at = (int)(turn / 2 % (ulong)maps.Count);
        maps[at] = maps[at] with { Root = Sha256.Hash([.. maps[at].Root.ToArray(), .. BitConverter.GetBytes(turn)]) };
        return new Manifest(manifest.Certificate, maps);
    }

    /// <summary>As many maps as there may be, and those that there are.</summary>
    public static RawMessage Huge(Manifest manifest)
    {
        var writer = new CanonicalWriter(1024);
        writer.U8(manifest.Type);
        manifest.Certificate.Write(writer);
        writer.Count(Manifest.MaxMaps);
        foreach (var map in manifest.Maps)
        {
            writer.Text(map.Name);
            writer.Digest(map.Root);
        }

        return new RawMessage(writer.ToArray());
    }

    /// <summary>One decision more than follow, or as many as a count can say.</summary>
    public static RawMessage Huge(Decisions decisions, bool isLargest)
    {
        var bytes = decisions.Encoded.ToArray();
        var count = isLargest ? uint.MaxValue : (uint)decisions.Items.Count + 1;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), count);
        return new RawMessage(bytes);
    }
}
