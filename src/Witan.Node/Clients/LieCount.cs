using Witan.Client;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>How often a member did something that no correct one does.</summary>
/// <param name="Member">Who.</param>
/// <param name="Kind">What.</param>
/// <param name="Proved">Whether signatures prove it to others; the rest this client merely observed.</param>
/// <param name="Count">How often; at least 1.</param>
public sealed record LieCount(ReplicaId Member, LieKind Kind, bool Proved, ulong Count);
