using Witan.Core.Application;
using Witan.Core.Execution;

namespace Witan.Simulation.Checking.Reference;

/// <summary>The maps of a state machine in memory, without trees, overlays or undo.</summary>
public sealed class ReferenceState : IState
{
    private readonly SortedDictionary<string, ReferenceMap> _maps = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _maps.Keys;

    public ReferenceMap this[string name]
    {
        get
        {
            if (!_maps.TryGetValue(name, out var map)) _maps.Add(name, map = new ReferenceMap());
            return map;
        }
    }

    public IOrderedMap Map(string name) => this[name];

    /// <summary>The first entry in which a replicated state differs from this one; null if none does.</summary>
    public string? DifferenceTo(StateMaps state)
    {
        var names = new SortedSet<string>(_maps.Keys, StringComparer.Ordinal);
        foreach (var (name, _) in state.All)
        {
            if (!name.StartsWith('!')) names.Add(name);
        }

        foreach (var name in names)
        {
            if (StateDiff.First(name, this[name].Entries, StateDiff.Entries(state, name)) is { } difference)
                return difference.ToString();
        }

        return null;
    }
}
