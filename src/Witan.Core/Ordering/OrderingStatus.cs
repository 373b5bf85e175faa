using Witan.Primitives;

namespace Witan.Core.Ordering;

/// <param name="View">The current view.</param>
/// <param name="Leader">Who leads it.</param>
/// <param name="Mode">"Normal", "ViewChange", or what the protocol's page adds.</param>
/// <param name="Stall">Why nothing moves, in one line, or empty.</param>
/// <param name="Low">The watermark: the stable checkpoint that it knows.</param>
public sealed record OrderingStatus(View View, ReplicaId Leader, string Mode, string Stall, Height Low);
