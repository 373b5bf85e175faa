using System.Text;
using Witan.Crypto.Trees;
using Witan.Primitives;

namespace Witan.Core.Execution;

/// <summary>
/// All maps of the state at one height, immutable: keeping a reference is undo, snapshot and what a transfer serves.
/// The state root is the root of the same tree over (map name -> map root); an empty map has no entry there.
/// </summary>
public sealed class StateMaps
{
    private readonly SortedList<string, AuthenticatedMap> _maps;

    private StateMaps(SortedList<string, AuthenticatedMap> maps, AuthenticatedMap roots)
    {
        _maps = maps;
        Roots = roots;
    }

    public static StateMaps Empty { get; } = new(
        new SortedList<string, AuthenticatedMap>(StringComparer.Ordinal), AuthenticatedMap.Empty);

    /// <summary>Map name -> map root.</summary>
    public AuthenticatedMap Roots { get; }

    /// <summary>The state root.</summary>
    public Digest Root => Roots.Root;

    /// <summary>The maps that are not empty, sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, AuthenticatedMap>> All => [.. _maps];

    /// <summary>The empty map for a name that was never written.</summary>
    public AuthenticatedMap Map(string name) => _maps.GetValueOrDefault(name, AuthenticatedMap.Empty);

    /// <summary>These maps with some replaced.</summary>
    public StateMaps With(IEnumerable<KeyValuePair<string, AuthenticatedMap>> changed)
    {
        var maps = new SortedList<string, AuthenticatedMap>(_maps, StringComparer.Ordinal);
        var roots = Roots.Edit();
        foreach (var (name, map) in changed)
        {
            var key = NameKey(name);
            if (map.Count == 0)
            {
                maps.Remove(name);
                roots.Delete(key);
            }
            else
            {
                maps[name] = map;
                roots.Put(key, map.Root.ToArray());
            }
        }

        return new StateMaps(maps, roots.ToMap());
    }

    public static byte[] NameKey(string name) => Encoding.ASCII.GetBytes(name);
}
