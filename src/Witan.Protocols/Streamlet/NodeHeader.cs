using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Protocols.Streamlet;

/// <summary>What a block of the paper is, by digests: its place in the tree, its parent and its payload.</summary>
/// <remarks>Layout: epoch u64 | length u64 | height u64 | parent 32 | block 32.</remarks>
/// <param name="Epoch">In which it was proposed; at least 1. Its proposer is the leader of this epoch.</param>
/// <param name="Length">Of its chain, as the paper counts it: nodes from the first one up to and with it.</param>
/// <param name="Height">
/// Blocks on its chain up to and with it. A node without a block has the height of its parent: the empty nodes that
/// make others final take no slot.
/// </param>
/// <param name="Parent">Id of the node that it extends; the genesis id in the first one.</param>
/// <param name="Block">Digest of the block that it orders; zero for an empty node.</param>
public sealed record NodeHeader(Epoch Epoch, ulong Length, Height Height, Digest Parent, Digest Block)
{
    /// <summary>Bytes on the wire.</summary>
    public const int Size = 8 + 8 + 8 + Digest.Size + Digest.Size;

    /// <summary>Whether it orders nothing.</summary>
    public bool IsEmpty => Block.IsZero;

    /// <summary>SHA-256 of "witan/streamlet/node/v1" | configuration u64 | the layout.</summary>
    public Digest Id(ConfigurationNumber configuration)
    {
        var writer = new CanonicalWriter(160);
        writer.Text("witan/streamlet/node/v1");
        writer.Configuration(configuration);
        Write(writer);
        return Sha256.Hash(writer.Written);
    }

    /// <summary>
    /// The root of the tree under a configuration: epoch 0, length 0, the height before its first, notarized by
    /// definition. SHA-256 of "witan/streamlet/genesis/v1" | cluster id | configuration u64.
    /// </summary>
    public static Digest GenesisId(Digest cluster, ConfigurationNumber configuration)
    {
        var writer = new CanonicalWriter(80);
        writer.Text("witan/streamlet/genesis/v1");
        writer.Digest(cluster);
        writer.Configuration(configuration);
        return Sha256.Hash(writer.Written);
    }

    public void Write(CanonicalWriter writer)
    {
        Epoch.Write(writer);
        writer.U64(Length);
        writer.Height(Height);
        writer.Digest(Parent);
        writer.Digest(Block);
    }

    /// <summary>A node of epoch or length 0 fails the reader: there is only genesis.</summary>
    public static NodeHeader Read(ref CanonicalReader reader)
    {
        var header = new NodeHeader(
            Epoch.Read(ref reader), reader.Height().Value, reader.Height(), reader.Digest(), reader.Digest());
        if (header.Epoch == default || header.Length == 0) reader.Fail();
        return header;
    }
}
