using Witan.Core.Application;
using Witan.Primitives;

namespace Witan.TestKit;

/// <summary>The maps of a state machine in memory, so that it can be tested without a core.</summary>
public sealed class MemoryState : IState
{
    private readonly SortedDictionary<string, MemoryMap> _maps = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _maps.Keys;

    public MemoryMap this[string name]
    {
        get
        {
            if (!_maps.TryGetValue(name, out var map)) _maps.Add(name, map = new MemoryMap());
            return map;
        }
    }

    public IOrderedMap Map(string name) => this[name];

    /// <summary>The maps as they are now; later changes do not show.</summary>
    public MemoryStateView Snapshot(ulong height = 0) => new(Copy(), new BlockContext(new Height(height), default));

    public MemoryState Copy()
    {
        var copy = new MemoryState();
        foreach (var (name, map) in _maps) copy._maps.Add(name, map.Copy());
        return copy;
    }
}
