using Witan.Client;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>How often a member did something that this client holds against it.</summary>
/// <param name="Member">Who.</param>
/// <param name="Kind">What.</param>
/// <param name="Weight">Whether signatures prove it to others, or this client merely observed it.</param>
/// <param name="Count">How often; at least 1.</param>
public sealed record LieCount(ReplicaId Member, LieKind Kind, LieWeight Weight, ulong Count);
