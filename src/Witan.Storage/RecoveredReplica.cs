using Witan.Core.Composition;
using Witan.Storage.Journals;
using Witan.Storage.Snapshots;

namespace Witan.Storage;

/// <summary>What a replica remembers when it starts, and where it writes on.</summary>
/// <param name="Journal">Ready to append; owned by the caller.</param>
/// <param name="State">What the core recovers from: the newest snapshot that verifies; all records of the journal in
/// the order in which they were written, the genesis record first; whether memory was lost. When a newer snapshot was
/// refused, records may begin above the older one's height: those between are fetched from others, as by any replica
/// that is behind.</param>
/// <param name="TornBytes">What a crash left of an unfinished write and was cut off.</param>
/// <param name="RefusedSnapshots">Files that an operator should know of.</param>
public sealed record RecoveredReplica(
    Journal Journal, RecoveredState State, long TornBytes, IReadOnlyList<RefusedSnapshot> RefusedSnapshots);
