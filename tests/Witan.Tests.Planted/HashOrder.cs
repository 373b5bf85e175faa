using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Witan.Tests.Planted;

public sealed class HashOrder
{
    private readonly Dictionary<int, int> _map = [];
    private readonly HashSet<int> _set = [];
    private IEnumerable<int> _exposed = [];

    [Breaks("hash order")]
    public int Foreach()
    {
        int sum = 0;
        foreach (KeyValuePair<int, int> pair in _map) sum ^= pair.Key * pair.Value;
        return sum;
    }

    [Breaks("hash order")]
    public int Foreach_over_a_set()
    {
        int last = 0;
        foreach (int item in _set) last = item;
        return last;
    }

    [Breaks("hash order")]
    public int Foreach_over_keys()
    {
        int last = 0;
        foreach (int item in _map.Keys) last = item;
        return last;
    }

    [Breaks("hash order")]
    public static int Foreach_through_an_interface(IReadOnlyDictionary<int, int> map)
    {
        int last = 0;
        foreach (KeyValuePair<int, int> pair in map) last = pair.Value;
        return last;
    }

    [Breaks("hash order")]
    public static int Foreach_over_an_untyped_table(Hashtable table)
    {
        int count = 0;
        foreach (object? entry in table) count += entry is null ? 0 : 1;
        return count;
    }

    [Breaks("hash order")] public int[] Values() => _map.Values.ToArray();
    [Breaks("hash order")] public int First() => _set.First();
    [Breaks("hash order")] public int[] Select() => [.. _map.Select(pair => pair.Value)];
    [Breaks("hash order")] public int[] Query() => (from pair in _map where pair.Key > 1 select pair.Value).ToArray();
    [Breaks("hash order")] public List<int> Copied_into_a_list() => new(_set);
    [Breaks("hash order")] public int[] Spread() => [0, .. _set];
    [Breaks("hash order")] public string Joined() => string.Join(',', _set);
    [Breaks("hash order")] public IEnumerable<int> Returned() => _set;
    [Breaks("hash order")] public void Stored() => _exposed = _set;
    [Breaks("hash order")] public void Copied(int[] target) => _set.CopyTo(target);
    [Breaks("hash order")] public IEnumerable<int> Chosen(bool first, int[] other) =>
        (first ? _set : other.AsEnumerable());
    [Breaks("hash order")] public static int Immutable(ImmutableDictionary<int, int> map) => map.Values.Last();
    [Breaks("hash order")] public static int Frozen(FrozenSet<int> set) => set.Items[0];

    [Breaks("hash order")]
    public int Caught(int key)
    {
        try
        {
            return _map[key];
        }
        catch (KeyNotFoundException)
        {
            return _set.Last();
        }
    }

    [Breaks("hash codes")] public static int Combined(int left, int right) => HashCode.Combine(left, right);
    [Breaks("hash codes")] public static int Of_text(string text) => text.GetHashCode();
    [Breaks("hash codes")] public static int Of_identity(object item) => RuntimeHelpers.GetHashCode(item);
}
