using Witan.Core.Blocks;
using Witan.Primitives;
using Witan.Simulation.Attacks.Pbft.Forging;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>Blocks that a replica must not vote for, each for another reason.</summary>
/// <param name="liar">Whose key signs bundles.</param>
internal sealed class FalseBlocks(Liar liar)
{
    private const long Hour = 3_600_000_000;

    private readonly OwnBodies _bodies = new();
    private readonly SortedDictionary<Digest, Block> _made = [];

    /// <summary>Serves what it made.</summary>
    public OwnBodies Bodies => _bodies;

    /// <param name="honest">Height and, where they stay, time and references.</param>
    /// <param name="form">"timeAhead", "unknownBodies", "unknownClient", "bodyTwice" or "tooMany".</param>
    /// <returns>Null where this block cannot be spoilt so.</returns>
    public Block? Make(Block honest, string form)
    {
        if (_made.TryGetValue(honest.Digest, out var known)) return known;
        var traps = new TrapBlocks(liar, _bodies, new OwnBodies());
        var references = honest.References;
        var block = form switch
        {
            "timeAhead" => new Block(honest.Height, new BlockTime(honest.Time.Microseconds + Hour), references),
            "unknownBodies" => traps.Make(honest, form),
            "unknownClient" => traps.Make(honest, "longPrefix"),
            "bodyTwice" when references.Count > 0 =>
                new Block(honest.Height, honest.Time, [.. references, references[0]]),
            "tooMany" => TooMany(traps.Make(honest, "unknownBodies")),
            _ => null,
        };
        if (block is null) return null;
        _bodies.Add(block);
        _made.Add(honest.Digest, block);
        if (_made.Count > OwnBodies.Kept) _made.Remove(_made.Keys.First());
        return block;
    }

    private static Block TooMany(Block full) => new(
        full.Height, full.Time,
        [.. full.References, new Reference(Reference.Bundle, Crypto.Sha256.Hash(full.Digest.ToArray()), 1)]);
}
