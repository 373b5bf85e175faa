using Witan.Primitives;

namespace Witan.Core.Contract;

/// <summary>A typed event for logs, charts and oracles.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Height">Where it concerns one height.</param>
/// <param name="View">Where it concerns one view.</param>
/// <param name="Digest">Where it concerns one block or commitment.</param>
/// <param name="Replica">Whom it is about, if not this replica.</param>
/// <param name="Reason">A short constant text; never built from outside bytes.</param>
public sealed record Trace(
    TraceKind Kind, Height Height = default, View View = default, Digest Digest = default, ReplicaId? Replica = null,
    string Reason = "");
