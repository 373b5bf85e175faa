using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>
/// A second history of the decided blocks in which every result is wrong and all else fits: results, their tree, and
/// commitments that name each other.
/// </summary>
/// <param name="liar">Whose executed blocks it follows.</param>
internal sealed class FalseExecution(Liar liar)
{
    /// <summary>Heights; the lowest make room.</summary>
    public const int Kept = 1024;

    private readonly SortedDictionary<Height, FalseBlock> _blocks = [];
    private Height _done = liar.Core?.Executed ?? Height.Genesis;

    /// <summary>Null for a height that it did not see executed.</summary>
    public FalseBlock? At(Height height)
    {
        for (var next = _done.Next; next <= height && liar.Core?.ExecutedAt(next) is not null; next = next.Next)
        {
            _blocks[next] = Make(liar.Core.ExecutedAt(next)!);
            _done = next;
            if (_blocks.Count > Kept) _blocks.Remove(_blocks.Keys.First());
        }

        return _blocks.GetValueOrDefault(height);
    }

    /// <summary>A result that differs, of the same length where it has one.</summary>
    public static ResultLeaf Wrong(ResultLeaf leaf)
    {
        byte[] result = leaf.Result.Length == 0 ? [1] : leaf.Result.ToArray();
        if (leaf.Result.Length > 0) result[0] ^= 1;
        return leaf with { Result = result };
    }

    private FalseBlock Make(ExecutedBlock truth)
    {
        ExecutedBundle[] bundles = [.. truth.Bundles.Select(b => b with { Leaves = [.. b.Leaves.Select(Wrong)] })];
        var log = MerkleLog.Of([.. bundles.SelectMany(b => b.Leaves).Select(leaf => leaf.Encode())]);
        var commitment = truth.Commitment;
        var before = _blocks.GetValueOrDefault(commitment.Height.Previous)?.Commitment.Digest ?? commitment.Previous;
        var results = log.Size > 0 ? log.Root : Sha256.Hash(commitment.Results.ToArray());
        return new FalseBlock(commitment with { Previous = before, Results = results }, log, bundles);
    }
}
