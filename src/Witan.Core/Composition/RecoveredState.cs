using Witan.Core.Contract;
using Witan.Core.Execution;

namespace Witan.Core.Composition;

/// <summary>What the disk held.</summary>
/// <param name="Snapshot">The newest whole one, or null.</param>
/// <param name="Records">Everything in the journal, in the order in which it was written.</param>
/// <param name="LostMemory">The key is there but the journal was not: earlier promises are forgotten (RULES 7).</param>
public sealed record RecoveredState(Snapshot? Snapshot, IReadOnlyList<Record> Records, bool LostMemory)
{
    /// <summary>A replica that starts for the first time.</summary>
    public static RecoveredState New { get; } = new(null, [], false);
}
