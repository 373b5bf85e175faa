using Witan.Core.Contract;

namespace Witan.Core.Ordering;

/// <summary>
/// A running ordering protocol: a Step machine that ends in <see cref="Internal.Decide"/>. It takes messages of its own
/// types, its own timers, and what the shared rooms tell it (<see cref="Internal"/>).
/// </summary>
public interface IOrdering
{
    /// <summary>For the operator's view; never read by another machine.</summary>
    OrderingStatus Status { get; }

    /// <summary>Its tables that an outsider can make grow; for whoever watches memory.</summary>
    IReadOnlyList<Gauge> Gauges => [];

    /// <summary>Once after recovery: arms timers, re-sends what the last life promised (RULES 8).</summary>
    void Start(in Clock now, Outbox outbox);

    void Step(in Clock now, Input input, Outbox outbox);
}
