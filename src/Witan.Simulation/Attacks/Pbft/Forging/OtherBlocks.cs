using Witan.Core.Blocks;
using Witan.Primitives;

namespace Witan.Simulation.Attacks.Pbft.Forging;

/// <summary>A second block for a slot, as valid as the first.</summary>
internal static class OtherBlocks
{
    /// <param name="block">The first one.</param>
    /// <param name="content">How the second differs: "requests", "order" or "time".</param>
    /// <returns>Null if this block has none that differs so.</returns>
    public static Block? Make(Block block, string content)
    {
        var references = block.References;
        return content switch
        {
            "requests" when references.Count > 0 => new Block(block.Height, block.Time, references.SkipLast(1)),
            "order" when references.Count > 1 => new Block(block.Height, block.Time, references.Reverse()),
            "time" => new Block(block.Height, new BlockTime(block.Time.Microseconds + 1), references),
            _ => null,
        };
    }
}
