using Witan.Core.Contract;

namespace Witan.Protocols.SingleShot;

/// <summary>
/// The upcall of an instance on its own: this is decided. Stands behind the record of it, so it holds when everything
/// persisted before it in the outbox is durable.
/// </summary>
public sealed record Agreed(ulong Instance, Decision Decision) : InternalEffect;
