using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Primitives;

namespace Witan.Core.Composition;

/// <summary>What the disk held.</summary>
/// <param name="Snapshot">The newest whole one, or null.</param>
/// <param name="Records">Everything in the journal, in the order in which it was written.</param>
/// <param name="Loss">
/// Names the last time at which the key was there but the journal was not, so that earlier promises are forgotten
/// (RULES 7); null if that never happened. Whether the replica has rejoined since is said by the replicated state.
/// </param>
public sealed record RecoveredState(Snapshot? Snapshot, IReadOnlyList<Record> Records, Digest? Loss)
{
    /// <summary>A replica that starts for the first time.</summary>
    public static RecoveredState New { get; } = new(null, [], null);

    public bool LostMemory => Loss is not null;
}
