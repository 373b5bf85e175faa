using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>The first proof of a kind against a member: a signed statement, and what it contradicts.</summary>
/// <param name="Member">Who signed.</param>
/// <param name="Kind">A proved kind.</param>
/// <param name="First">Its statement.</param>
/// <param name="Second">Its other statement, for <see cref="LieKind.Equivocation"/>.</param>
/// <param name="Certificate">What it contradicts, for <see cref="LieKind.ContradictsCertificate"/>.</param>
public sealed record Lie(
    ReplicaId Member, LieKind Kind, SignedStatement First, SignedStatement? Second, StateCertificate? Certificate);
