using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Core.Ordering;

/// <summary>
/// Blocks by digest and the next proposal: a view for reading. Fetching and checking go through the outbox.
/// </summary>
public interface IBlockDesk
{
    /// <summary>
    /// Puts the next proposal together from pooled bundles; the caller then offers it like anybody's.
    /// </summary>
    /// <param name="height">Where it shall stand.</param>
    /// <param name="now">The proposer's clocks.</param>
    /// <param name="after">Block time of the block before, as far as the leader knows: its own last proposal or the
    /// executed one.</param>
    /// <param name="inFlight">Digests of blocks proposed but not executed: their bundles are not taken again.</param>
    /// <returns>A block that may have no references when nothing waits.</returns>
    Block Draw(Height height, in Clock now, BlockTime after, IReadOnlyCollection<Digest> inFlight);

    /// <summary>A block whose bodies are all held, or null.</summary>
    Block? Find(Digest block);
}
