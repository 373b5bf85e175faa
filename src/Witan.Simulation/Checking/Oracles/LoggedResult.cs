using Witan.Primitives;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>Where a request stands in the log and what it gave.</summary>
public sealed record LoggedResult(Height Height, BlockTime Time, ReadOnlyMemory<byte> Result);
