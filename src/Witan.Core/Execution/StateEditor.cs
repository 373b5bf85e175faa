using System.Text;
using Witan.Core.Application;
using Witan.Core.Contract;
using Witan.Crypto.Trees;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>
/// The overlay in which one block executes: edits copies of the maps, remembers what changed, and ends in new
/// <see cref="StateMaps"/>; dropping it is undo.
/// </summary>
internal sealed class StateEditor(StateMaps before, uint maxKeyBytes) : IState
{
    private readonly SortedList<string, MapEditor> _open = new(StringComparer.Ordinal);

    IOrderedMap IState.Map(string name)
    {
        Invariant.Require(IsApplicationName(name), "a state machine's map name is ASCII and does not begin with '!'");
        return Open(name);
    }

    /// <summary>Any map, the core's included.</summary>
    public MapEditor Open(string name)
    {
        if (_open.TryGetValue(name, out var open)) return open;
        open = new MapEditor(name, before.Map(name).Edit(), maxKeyBytes);
        _open.Add(name, open);
        return open;
    }

    /// <summary>
    /// The maps after the block, and the root over what it changed: the map of (map name | 0x00 | key) to H(new value),
    /// or to 32 zero bytes for a delete.
    /// </summary>
    public (StateMaps After, Digest Changes) Finish()
    {
        var changed = new List<KeyValuePair<string, AuthenticatedMap>>(_open.Count);
        var changes = new MapRootBuilder();
        // By name, as the keys of the changes are: no name holds a byte 0, so none is above what begins with it.
        foreach (var (name, editor) in _open)
        {
            if (!editor.IsChanged) continue;
            var after = editor.ToMap();
            changed.Add(new(name, after));
            editor.AddChanges(after, changes);
        }

        return (before.With(changed), changes.Finish());
    }

    private static bool IsApplicationName(string name) =>
        name.Length is > 0 and <= Limits.MaxNameBytes && name[0] != '!' && Ascii.IsValid(name) && !name.Contains('\0');
}
