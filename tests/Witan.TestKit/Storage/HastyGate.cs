using Witan.Core.Contract;

namespace Witan.TestKit.Storage;

/// <summary>
/// A planted fault: takes a batch for durable when it is handed out, not when the flush has returned.
/// </summary>
public sealed class HastyGate : IGate
{
    private readonly TrueGate _inner = new();
    private IReadOnlyList<Input> _tickets = [];

    public void Enqueue(IReadOnlyList<Effect> effects) => _inner.Enqueue(effects);

    public bool BeginFlush()
    {
        if (!_inner.BeginFlush()) return false;
        _tickets = _inner.EndFlush();
        return true;
    }

    public IReadOnlyList<Input> EndFlush() => _tickets;

    public IReadOnlyList<Effect> Drain() => _inner.Drain();
}
