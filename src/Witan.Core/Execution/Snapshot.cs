using Witan.Core.Certificates;

namespace Witan.Core.Execution;

/// <summary>The executed state at one height: immutable maps, so taking one costs nothing and writing one may take its time.</summary>
/// <param name="Commitment">What the state hashes to.</param>
/// <param name="Certificate">The certificate of that height, if it is known.</param>
public sealed record Snapshot(
    StateCommitment Commitment, StateCertificate? Certificate);
