using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Node;

/// <summary>
/// The first frame in either direction: who speaks which version about which cluster. Layout: magic (8 bytes) | version
/// u32 | cluster (32) | configuration number u64 | configuration digest (32) | is a replica (bool) | replica id u32, 0
/// for a client.
/// </summary>
internal sealed record Hello(
    uint Version, Digest Cluster, ConfigurationNumber Configuration, Digest ConfigurationDigest, ReplicaId? Replica)
{
    /// <summary>
    /// Of the frames, of this handshake, and of what they carry: raised with the version in any domain.
    /// </summary>
    public const uint CurrentVersion = 2;

    public const int Size = 8 + 4 + Digest.Size + 8 + Digest.Size + 1 + 4;

    private const ulong Magic = 0x4F4C_4C45_4854_4957; // "WITHELLO" in wire order

    public static Hello Of(Digest cluster, Configuration configuration, ReplicaId? replica) =>
        new(CurrentVersion, cluster, configuration.Number, DigestOf(configuration), replica);

    public static Digest DigestOf(Configuration configuration)
    {
        var writer = new CanonicalWriter(1024);
        configuration.Write(writer);
        return Sha256.Hash(writer.Written);
    }

    public byte[] Encode()
    {
        var writer = new CanonicalWriter(Size);
        writer.U64(Magic);
        writer.U32(Version);
        writer.Digest(Cluster);
        writer.Configuration(Configuration);
        writer.Digest(ConfigurationDigest);
        writer.Bool(Replica is not null);
        writer.Replica(Replica ?? default);
        return writer.ToArray();
    }

    /// <summary>Null for anything but one hello.</summary>
    public static Hello? Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        if (reader.U64() != Magic) reader.Fail();
        var version = reader.U32();
        var cluster = reader.Digest();
        var configuration = reader.Configuration();
        var digest = reader.Digest();
        var isReplica = reader.Bool();
        var replica = reader.Replica();
        if (!isReplica && replica != default) reader.Fail();
        return reader.Complete
            ? new Hello(version, cluster, configuration, digest, isReplica ? replica : null)
            : null;
    }

    /// <summary>Why these two do not belong together, as one line that names both values; null if they do.</summary>
    /// <remarks>
    /// A configuration of another number is no ground: one of the two may be behind, and learns the rest from the
    /// other.
    /// </remarks>
    public string? Mismatch(Hello own)
    {
        if (Version != own.Version) return $"it speaks version {Version} of the transport, this replica {own.Version}";
        if (Cluster != own.Cluster) return $"it belongs to cluster {Cluster}, this one is {own.Cluster}";
        if (Configuration == own.Configuration && ConfigurationDigest != own.ConfigurationDigest)
        {
            return $"its configuration {Configuration.Value} has the digest {ConfigurationDigest}, "
                + $"the one here {own.ConfigurationDigest}";
        }

        return null;
    }
}
