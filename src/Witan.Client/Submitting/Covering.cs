using Witan.Core.Certificates;

namespace Witan.Client;

/// <summary>A signed commitment and the checked path to it.</summary>
/// <param name="Path">From the covered commitment to the one before the signed; empty if they are the same.</param>
/// <param name="Signed">What members signed.</param>
internal sealed record Covering(IReadOnlyList<StateCommitment> Path, StateCommitment Signed);
