using System.Globalization;

namespace Witan.Tests.Planted;

/// <summary>What deterministic code may do and often does: nothing in here may be reported.</summary>
public sealed class Clean
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly HashSet<int> _seen = [];
    private readonly SortedDictionary<int, string> _ordered = [];

    public DateTime At { get; } = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public bool Looks_up(string key, out int value) => _index.TryGetValue(key, out value);

    public bool Adds(int item) => _seen.Add(item) && _seen.Count < 10 && _index.Remove("x");

    public HashSet<int> Copies_between_sets() => new(_seen);

    public bool Compares_sets(HashSet<int> other) => _seen.SetEquals(other);

    public static int Counts(IReadOnlyDictionary<int, int> map) => map.Count;

    public string Walks_what_is_ordered()
    {
        string all = "";
        foreach (KeyValuePair<int, string> pair in _ordered) all += pair.Value;
        return all + string.Concat(_ordered.Values.Select(value => value.Trim()));
    }

    public static bool Compares_by_ordinal(string left, string right) =>
        left.StartsWith(right, StringComparison.Ordinal) || left.StartsWith('x')
        || string.CompareOrdinal(left, right) == 0;

    public static string Formats(int value) => string.Format(CultureInfo.InvariantCulture, "{0}", value);

    public static decimal Divides(long value) => value / 3m;

    public static long Divides_whole(long value) => new TimeSpan(value).Ticks / TimeSpan.TicksPerSecond;

    public int Catches(string key)
    {
        try
        {
            return checked(_index[key] + 1);
        }
        catch (OverflowException)
        {
            return _seen.Contains(1) ? 1 : 0;
        }
    }
}
