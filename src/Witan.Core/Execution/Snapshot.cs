using Witan.Core.Certificates;
using Witan.Crypto.Trees;

namespace Witan.Core.Execution;

/// <summary>
/// The executed state at one height: immutable maps, so taking one costs nothing and writing one may take its time.
/// </summary>
/// <param name="Commitment">What the state hashes to.</param>
/// <param name="Certificate">The certificate of that height.</param>
/// <param name="Maps">All maps that are not empty, the core's included, sorted by name.</param>
public sealed record Snapshot(
    StateCommitment Commitment, StateCertificate Certificate, IReadOnlyList<KeyValuePair<string,
    AuthenticatedMap>> Maps)
{
    public StateMaps ToState() => StateMaps.Empty.With(Maps);
}
