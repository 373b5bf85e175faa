using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.HotStuff;

/// <summary>
/// What a node of the tree is, by digests: its place, its parent and its command. The view of the parent's certificate
/// is the parent's view, so it needs no field.
/// </summary>
/// <remarks>Layout: view u64 | height u64 | parent 32 | block 32.</remarks>
/// <param name="View">In which it was proposed; at least 1.</param>
/// <param name="Height">
/// Blocks on its branch up to and with it. A node without a block has the height of its parent: the empty nodes that
/// flush a branch take no slot.
/// </param>
/// <param name="Parent">Id of the node that it extends; the genesis id in the first one.</param>
/// <param name="Block">Digest of the block that it orders; zero for an empty node.</param>
public sealed record NodeHeader(View View, Height Height, Digest Parent, Digest Block)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 8 + 8 + Digest.Size + Digest.Size;

    /// <summary>Whether it orders nothing.</summary>
    public bool IsEmpty => Block.IsZero;

    /// <summary>SHA-256 of "witan/hotstuff/node/v1" | configuration u64 | the layout.</summary>
    public Digest Id(ConfigurationNumber configuration)
    {
        var writer = new CanonicalWriter(160);
        writer.Text("witan/hotstuff/node/v1");
        writer.Configuration(configuration);
        Write(writer);
        return Sha256.Hash(writer.Written);
    }

    /// <summary>
    /// The root of the tree under a configuration, on which all agree without a vote: view 0, the height before its
    /// first. SHA-256 of "witan/hotstuff/genesis/v1" | cluster id | configuration u64.
    /// </summary>
    public static Digest GenesisId(Digest cluster, ConfigurationNumber configuration)
    {
        var writer = new CanonicalWriter(80);
        writer.Text("witan/hotstuff/genesis/v1");
        writer.Digest(cluster);
        writer.Configuration(configuration);
        return Sha256.Hash(writer.Written);
    }

    public void Write(CanonicalWriter writer)
    {
        writer.View(View);
        writer.Height(Height);
        writer.Digest(Parent);
        writer.Digest(Block);
    }

    /// <summary>A node of view 0 fails the reader: there is only genesis.</summary>
    public static NodeHeader Read(ref CanonicalReader reader)
    {
        var header = new NodeHeader(reader.View(), reader.Height(), reader.Digest(), reader.Digest());
        if (header.View == default) reader.Fail();
        return header;
    }
}
