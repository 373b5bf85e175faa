using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Ordering;

/// <summary>When a block may be voted for (RULES 3). Pure.</summary>
public static class BlockRules
{
    /// <summary>A function of bytes and configuration alone.</summary>
    /// <returns>Null if the block may stand.</returns>
    public static Rejection? Static(Block block, ClusterParameters parameters)
    {
        if (block.References.Count > parameters.MaxBlockRequests) return Rejection.InvalidBlock;
        var seen = new HashSet<Digest>(block.References.Count);
        long bytes = 0;
        foreach (var reference in block.References)
        {
            if (!seen.Add(reference.Digest)) return Rejection.InvalidBlock;
            bytes += reference.Length;
        }

        return bytes > parameters.MaxBlockBytes && block.References.Count > 1 ? Rejection.InvalidBlock : null;
    }

    /// <summary>Depends on the own clock: only for new proposals, never for those that a certificate justifies.</summary>
    /// <param name="block">What is proposed.</param>
    /// <param name="now">The own clocks.</param>
    /// <param name="predecessor">Time of the block before.</param>
    /// <param name="parameters">MaxAhead.</param>
    public static Rejection? Local(Block block, in Clock now, BlockTime predecessor, ClusterParameters parameters)
    {
        var limit = BlockTime.Max(now.Wall, predecessor).Microseconds;
        return block.Time.Microseconds - (long)parameters.MaxAheadMicroseconds > limit ? Rejection.TimeAhead : null;
    }

    /// <summary>The bodies are what the references say, and within the limits.</summary>
    public static Rejection? Bodies(Block block, IReadOnlyList<Bundle> bundles, ClusterParameters parameters)
    {
        long requests = 0;
        for (var i = 0; i < bundles.Count; i++)
        {
            if (bundles[i].Body.Length != block.References[i].Length) return Rejection.InvalidBlock;
            requests += bundles[i].Requests.Count;
        }

        return requests > parameters.MaxBlockRequests && bundles.Count > 1 ? Rejection.InvalidBlock : null;
    }
}
