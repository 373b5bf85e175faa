using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Crypto.Trees;

namespace Witan.Simulation.Attacks.Forging;

/// <summary>What a block did not lead to.</summary>
/// <param name="Commitment">Over the false results and the false commitment before.</param>
/// <param name="Results">The tree of the false results.</param>
/// <param name="Bundles">With false results.</param>
internal sealed record FalseBlock(StateCommitment Commitment, MerkleLog Results, IReadOnlyList<ExecutedBundle> Bundles);
