using Witan.Core.Contract;
using Witan.Storage.Journals;
using Witan.Storage.Release;

namespace Witan.TestKit.Storage;

/// <summary>The gate of the product.</summary>
public sealed class TrueGate : IGate
{
    private readonly ReleaseGate _gate = new();
    private JournalBatch? _out;

    public void Enqueue(IReadOnlyList<Effect> effects) => _gate.Enqueue(effects);

    public bool BeginFlush() => _gate.TryTakeBatch(out _out);

    public IReadOnlyList<Input> EndFlush() => _gate.Completed(_out!);

    public IReadOnlyList<Effect> Drain()
    {
        var effects = new List<Effect>();
        while (_gate.TryDequeueReleased(out var effect)) effects.Add(effect);
        return effects;
    }
}
