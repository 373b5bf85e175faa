using Witan.Primitives;

namespace Witan.Storage.Journals;

/// <summary>Whose journal it is: one cluster, one replica. Any other is refused.</summary>
/// <param name="Cluster">SHA-256 of the genesis.</param>
/// <param name="Replica">The stable id of the member.</param>
public readonly record struct JournalIdentity(Digest Cluster, ReplicaId Replica);
