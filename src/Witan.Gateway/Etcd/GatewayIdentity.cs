using System.Buffers.Binary;
using Witan.Primitives;

namespace Witan.Gateway.Etcd;

/// <summary>What the gateway says of itself in every reply and in the list of members.</summary>
/// <param name="ClusterId">As etcd shows it, see <see cref="ClusterIdOf"/>.</param>
/// <param name="MemberId">The gateway's own; not 0, which etcd's clients read as none.</param>
/// <param name="Name">Shown in the list of members.</param>
/// <param name="ClientUrls">Where clients reach this gateway.</param>
public sealed record GatewayIdentity(
    ulong ClusterId, ulong MemberId, string Name, IReadOnlyList<string> ClientUrls)
{
    /// <summary>The first eight bytes of the cluster's id, big-endian.</summary>
    public static ulong ClusterIdOf(in Digest cluster)
    {
        Span<byte> bytes = stackalloc byte[Digest.Size];
        cluster.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
