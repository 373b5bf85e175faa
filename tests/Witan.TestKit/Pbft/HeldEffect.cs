using Witan.Core.Contract;

namespace Witan.TestKit.Pbft;

/// <summary>An effect that waits for everything persisted before it.</summary>
internal sealed class HeldEffect(Effect effect)
{
    public Effect Effect { get; } = effect;

    public bool IsWrite => Effect is Effect.Persist or Effect.Store;

    public bool IsBarrier => Effect is Effect.Persist;

    public bool Flushing { get; set; }

    public bool Durable { get; set; }
}
