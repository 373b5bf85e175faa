using System.Buffers.Binary;
using Witan.Core.Contract;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Streamlet;

/// <summary>The rules that safety and time rest on, pure: no state, no effects.</summary>
public static class StreamletRules
{
    /// <summary>
    /// leader(e): by hash the first 8 bytes (u64) of SHA-256("streamlet/leader" | cluster id | configuration u64 |
    /// epoch u64) mod n; in turns epoch mod n; else 0. The result is a place among the members.
    /// </summary>
    public static ReplicaId Leader(Configuration configuration, in Digest cluster, Epoch epoch, LeaderChoice choice)
    {
        var number = choice switch
        {
            LeaderChoice.RoundRobin => epoch.Value,
            LeaderChoice.First => 0UL,
            _ => Draw(configuration.Number, cluster, epoch),
        };
        return configuration.Members[(int)(number % (ulong)configuration.N)].Id;
    }

    /// <summary>Epochs have equal lengths and count from 1 at the start of 1970, for everybody alike.</summary>
    /// <param name="wall">At least 0.</param>
    /// <param name="length">Of an epoch, microseconds.</param>
    public static Epoch EpochAt(BlockTime wall, long length) => new(1 + ((ulong)wall.Microseconds / (ulong)length));

    /// <summary>When an epoch from 1 on begins.</summary>
    public static BlockTime StartOf(Epoch epoch, long length) => new((long)(epoch.Value - 1) * length);

    /// <summary>
    /// Well-formed: the notarization is of the parent, of a lower epoch, and length and height follow from it; a child
    /// of genesis has none.
    /// </summary>
    /// <param name="node">With what rides along.</param>
    /// <param name="genesis">Id of the root.</param>
    /// <param name="root">Height of the root.</param>
    /// <param name="number">Of the configuration of the tree.</param>
    /// <returns>Null if it is.</returns>
    public static Rejection? FaultIn(Node node, in Digest genesis, Height root, ConfigurationNumber number)
    {
        var header = node.Header;
        if (node.Configuration != number) return Rejection.UnknownConfiguration;
        if (header.IsEmpty != node.Block is null) return StreamletRejection.BadNode;
        if (node.Justify is not { } justify)
        {
            var isFirst = header.Parent == genesis && header.Length == 1 && header.Height == Above(root, header);
            return isFirst ? null : StreamletRejection.BadNode;
        }

        if (justify.Configuration != number) return StreamletRejection.BadNotarization;
        return justify.Node == header.Parent && Follows(justify.Header, header) ? null : StreamletRejection.BadNode;
    }

    /// <summary>
    /// The vote rule: in its own epoch, once in an epoch and never below one that was voted in, for a child of a
    /// longest notarized chain.
    /// </summary>
    /// <param name="epoch">Of the node.</param>
    /// <param name="current">The own epoch.</param>
    /// <param name="lastVoted">0 before the first vote.</param>
    /// <param name="parent">Length of the notarized chain that the node extends.</param>
    /// <param name="longest">Length of the longest notarized chain that is known now.</param>
    public static bool MayVote(Epoch epoch, Epoch current, Epoch lastVoted, ulong parent, ulong longest) =>
        epoch == current && epoch > lastVoted && parent == longest;

    /// <summary>
    /// Three adjacent notarized nodes of consecutive epochs make the second of them final, and all before it. Genesis,
    /// of epoch 0, may be the first of the three.
    /// </summary>
    public static bool AreConsecutive(Epoch first, Epoch second, Epoch third) =>
        first.Next == second && second.Next == third;

    /// <summary>
    /// What this notarized chain has before another one: it is longer. Of chains of one length the tip with the
    /// smallest id is as good a choice as any, and the same for all.
    /// </summary>
    public static bool IsBetter(Notarization chain, Notarization? than) =>
        than is null || chain.Length > than.Length
        || (chain.Length == than.Length && chain.Node.CompareTo(than.Node) < 0);

    /// <summary>Whether headers are a chain, each the parent of the next, and the votes are for the last.</summary>
    public static bool IsPath(IReadOnlyList<NodeHeader> path, Vote last)
    {
        for (var i = 0; i < path.Count; i++)
        {
            var id = path[i].Id(last.Configuration);
            if (i == path.Count - 1) return id == last.Node && last.Epoch == path[i].Epoch;
            if (path[i + 1].Parent != id || !Follows(path[i], path[i + 1])) return false;
        }

        return false;
    }

    /// <summary>
    /// Whether the votes for the last of a path make its first one final: it is the first or the second of three of
    /// consecutive epochs that end there, or lies below them.
    /// </summary>
    /// <param name="first">The first of the three, if the node is the second of them; else null.</param>
    /// <param name="path">From a node with a block to the last of the three.</param>
    /// <param name="last">For the last of the path.</param>
    public static bool ShowsFinality(NodeHeader? first, IReadOnlyList<NodeHeader> path, Vote last)
    {
        if (path.Count < 2 || path[0].IsEmpty || !IsPath(path, last)) return false;
        var (second, third) = (path[^2].Epoch, path[^1].Epoch);
        if (path.Count > 2) return first is null && AreConsecutive(path[^3].Epoch, second, third);
        // Nothing but genesis lies below a node of epoch 1.
        if (first is null) return AreConsecutive(default, second, third);
        return first.Id(last.Configuration) == path[0].Parent && Follows(first, path[0])
            && AreConsecutive(first.Epoch, second, third);
    }

    /// <summary>
    /// What time it is by many clocks of which f may lie: the middle between the highest and the lowest reading that a
    /// weak quorum reaches, so between those of two correct ones. Null without a quorum of readings.
    /// </summary>
    /// <param name="quorums">Of the configuration.</param>
    /// <param name="readings">By place, taken at one moment; null where none is known.</param>
    public static ulong? Middle(QuorumSystem quorums, ReadOnlySpan<ulong?> readings)
    {
        if (HighestOfQuorum(quorums, readings) is null) return null;
        var mirrored = new ulong?[readings.Length];
        for (var place = 0; place < mirrored.Length; place++) mirrored[place] = ulong.MaxValue - readings[place];
        var (high, low) = (quorums.HighestOfWeakQuorum(readings), quorums.HighestOfWeakQuorum(mirrored));
        return (high / 2) + ((ulong.MaxValue - low) / 2);
    }

    /// <summary>The highest reading that the clocks of a quorum have reached; null without a quorum of
    /// readings.</summary>
    public static ulong? HighestOfQuorum(QuorumSystem quorums, ReadOnlySpan<ulong?> readings)
    {
        ulong? highest = null;
        foreach (var candidate in readings)
        {
            if (candidate is not { } value || value <= highest) continue;
            var there = MemberSet.Empty;
            for (var place = 0; place < readings.Length; place++)
            {
                if (readings[place] >= value) there = there.With(place);
            }

            if (quorums.IsQuorum(there)) highest = value;
        }

        return highest;
    }

    /// <summary>
    /// Whether a refused proposal speaks against its leader. A clock that is ahead, or a table here that is full, does
    /// not.
    /// </summary>
    public static bool IsLeadersFault(Rejection refusal) =>
        refusal == Rejection.InvalidBlock || refusal == Rejection.UnknownClient || refusal == Rejection.InvalidRequest;

    private static ulong Draw(ConfigurationNumber number, in Digest cluster, Epoch epoch)
    {
        var writer = new CanonicalWriter(80);
        writer.Text("streamlet/leader");
        writer.Digest(cluster);
        writer.Configuration(number);
        epoch.Write(writer);
        Span<byte> digest = stackalloc byte[Digest.Size];
        Sha256.Hash(writer.Written).CopyTo(digest);
        return BinaryPrimitives.ReadUInt64LittleEndian(digest);
    }

    /// <summary>Epochs grow strictly along a chain; length and height count what is on it.</summary>
    private static bool Follows(NodeHeader parent, NodeHeader child) =>
        child.Epoch > parent.Epoch && child.Length == parent.Length + 1 && child.Height == Above(parent.Height, child);

    private static Height Above(Height parent, NodeHeader header) => header.IsEmpty ? parent : parent.Next;
}
