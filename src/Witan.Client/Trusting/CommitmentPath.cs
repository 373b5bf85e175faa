using Witan.Core.Certificates;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>
/// Decides whether a signed commitment covers an older one through the commitments between (RULES 5).
/// </summary>
public static class CommitmentPath
{
    /// <param name="path">Commitments k .. m-1, each in full; empty if k is m.</param>
    /// <param name="newest">Commitment m.</param>
    /// <param name="cluster">The cluster id that all must name.</param>
    /// <returns>
    /// Whether heights are consecutive, each commitment names the digest of the one before, all are of one cluster
    /// and one configuration, or the next where a step lies between, and m - k is at most
    /// <see cref="Limits.MaxCommitmentPath"/>.
    /// </returns>
    public static bool Holds(IReadOnlyList<StateCommitment> path, StateCommitment newest, Digest cluster)
    {
        if (path.Count > Limits.MaxCommitmentPath || newest.Cluster != cluster) return false;
        for (var i = 0; i < path.Count; i++)
        {
            var next = i + 1 < path.Count ? path[i + 1] : newest;
            if (!Links(path[i], next)) return false;
        }

        return true;
    }

    private static bool Links(StateCommitment older, StateCommitment newer) =>
        older.Height.Value != ulong.MaxValue && older.Height.Next == newer.Height && newer.Previous == older.Digest
        && older.Cluster == newer.Cluster && IsSameOrNext(older.Configuration, newer.Configuration);

    private static bool IsSameOrNext(ConfigurationNumber older, ConfigurationNumber newer) =>
        newer == older || (older < newer && newer == older.Next);
}
