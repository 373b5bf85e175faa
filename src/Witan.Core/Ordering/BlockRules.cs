using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Reconfiguration;
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

    /// <summary>
    /// Depends on the own clock: only for new proposals, never for those that a certificate justifies.
    /// </summary>
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
    /// <param name="block">Of a height under this configuration.</param>
    /// <param name="bodies">Verified, in the order of its references.</param>
    /// <param name="configuration">A REJOIN under another number is void wherever it stands, so it must not stand
    /// here.</param>
    public static Rejection? Bodies(Block block, IReadOnlyList<IBody> bodies, Configuration configuration)
    {
        long requests = 0;
        for (var i = 0; i < bodies.Count; i++)
        {
            var reference = block.References[i];
            if (bodies[i].Kind != reference.Kind || bodies[i].Body.Length != reference.Length)
                return Rejection.InvalidBlock;
            if (bodies[i] is RejoinBody { Rejoin.Configuration: var number } && number != configuration.Number)
                return Rejection.InvalidBlock;
            requests += bodies[i] is Bundle bundle ? bundle.Requests.Count : 1;
        }

        return requests > configuration.Parameters.MaxBlockRequests && bodies.Count > 1 ? Rejection.InvalidBlock : null;
    }
}
