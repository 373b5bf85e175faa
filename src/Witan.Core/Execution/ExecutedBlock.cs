using Witan.Core.Certificates;
using Witan.Crypto.Trees;

namespace Witan.Core.Execution;

/// <summary>A block after execution.</summary>
/// <param name="Commitment">What it led to.</param>
/// <param name="State">All maps after it.</param>
/// <param name="Results">The results tree.</param>
/// <param name="Bundles">Those of which at least one request executed here, in order.</param>
public sealed record ExecutedBlock(
    StateCommitment Commitment, StateMaps State, MerkleLog Results, IReadOnlyList<ExecutedBundle> Bundles);
