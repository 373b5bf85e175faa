namespace Witan.Core.Safety;

/// <summary>From now on its sender signs none of these types with a major coordinate below the floor.</summary>
/// <param name="Types">The forbidden types.</param>
/// <param name="Major">The lowest major coordinate still allowed.</param>
public sealed record PromiseFloor(IReadOnlyList<byte> Types, ulong Major);
