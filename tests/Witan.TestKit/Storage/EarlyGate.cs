using Witan.Core.Contract;

namespace Witan.TestKit.Storage;

/// <summary>
/// A planted fault: forgets that durability order continues over steps, and lets a step without a promise of its own
/// send while an earlier step's promise is still on its way to the disk.
/// </summary>
public sealed class EarlyGate : IGate
{
    private readonly TrueGate _inner = new();
    private readonly List<Effect> _early = [];

    public void Enqueue(IReadOnlyList<Effect> effects)
    {
        if (effects.Any(e => e is Effect.Persist or Effect.Store)) _inner.Enqueue(effects);
        else _early.AddRange(effects);
    }

    public bool BeginFlush() => _inner.BeginFlush();

    public IReadOnlyList<Input> EndFlush() => _inner.EndFlush();

    public IReadOnlyList<Effect> Drain()
    {
        Effect[] effects = [.. _early, .. _inner.Drain()];
        _early.Clear();
        return effects;
    }
}
