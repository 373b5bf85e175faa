using Witan.Primitives;

namespace Witan.Core.Contract;

/// <summary>What time it is, as the host (or the simulator) says with every input.</summary>
/// <param name="Monotonic">For every duration. Never goes back within a process life.</param>
/// <param name="Wall">For proposing and judging block times only. May jump.</param>
public readonly record struct Clock(Instant Monotonic, BlockTime Wall);
