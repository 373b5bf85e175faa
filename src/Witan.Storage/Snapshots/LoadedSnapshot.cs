using Witan.Core.Execution;

namespace Witan.Storage.Snapshots;

/// <summary>What the disk had.</summary>
/// <param name="Snapshot">The newest that verifies; null if none does.</param>
/// <param name="Refused">Newer ones that do not, newest first: an operator should know.</param>
public sealed record LoadedSnapshot(Snapshot? Snapshot, IReadOnlyList<RefusedSnapshot> Refused);
