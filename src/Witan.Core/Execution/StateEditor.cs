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

    /// <summary>(map name | 0x00 | key) -> H(new value), or 32 zero bytes for a delete.</summary>
    private readonly AuthenticatedMap.Editor _changes = AuthenticatedMap.Empty.Edit();

    IOrderedMap IState.Map(string name)
    {
        Invariant.Require(IsApplicationName(name), "a state machine's map name is ASCII and does not begin with '!'");
        return Open(name);
    }

    /// <summary>Any map, the core's included.</summary>
    public MapEditor Open(string name)
    {
        if (_open.TryGetValue(name, out var open)) return open;
        open = new MapEditor(this, name, before.Map(name).Edit(), maxKeyBytes);
        _open.Add(name, open);
        return open;
    }

    /// <summary>The maps after the block, and the root over what it changed.</summary>
    public (StateMaps After, Digest Changes) Finish()
    {
        var changed = new List<KeyValuePair<string, AuthenticatedMap>>(_open.Count);
        foreach (var (name, editor) in _open)
        {
            if (editor.IsChanged) changed.Add(new(name, editor.ToMap()));
        }

        return (before.With(changed), _changes.Root);
    }

    internal void Changed(byte[] prefix, ReadOnlySpan<byte> key, Digest valueHash)
    {
        var composite = new byte[prefix.Length + key.Length];
        prefix.CopyTo(composite, 0);
        key.CopyTo(composite.AsSpan(prefix.Length));
        _changes.Put(composite, valueHash.ToArray());
    }

    private static bool IsApplicationName(string name) =>
        name.Length is > 0 and <= Limits.MaxNameBytes && name[0] != '!' && Ascii.IsValid(name) && !name.Contains('\0');
}
