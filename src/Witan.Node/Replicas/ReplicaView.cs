using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// How a replica stands, as its core thread last said. Never older than a tenth of a second while it runs.
/// </summary>
/// <param name="Executed">The highest executed height.</param>
/// <param name="Stable">The stable checkpoint.</param>
/// <param name="View">Of the ordering protocol.</param>
/// <param name="Leader">Of that view.</param>
/// <param name="Mode">"Normal", "ViewChange", "Rejoining", "Transferring", "Diverged", ...</param>
/// <param name="Stall">Why nothing moves, or empty.</param>
public sealed record ReplicaView(
    Height Executed, Height Stable, View View, ReplicaId Leader, string Mode, string Stall);
