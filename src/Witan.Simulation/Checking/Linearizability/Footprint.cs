namespace Witan.Simulation.Checking.Linearizability;

/// <summary>The keys that one operation touches; keys are compared bytewise (ordinally).</summary>
public sealed class Footprint
{
    private readonly List<string> _keys = [];
    private readonly List<(string First, string? End)> _ranges = [];

    internal IReadOnlyList<string> Keys => _keys;

    internal IReadOnlyList<(string First, string? End)> Ranges => _ranges;

    /// <summary>The operation touches this key.</summary>
    public void Key(string key) => _keys.Add(key);

    /// <summary>
    /// The operation touches every key from <paramref name="first"/> up to but without <paramref name="end"/>.
    /// </summary>
    /// <param name="first">Empty for the lowest key.</param>
    /// <param name="end">Null for no end.</param>
    public void Range(string first, string? end) => _ranges.Add((first, end));

    /// <summary>The operation touches the whole state.</summary>
    public void Everything() => Range("", null);

    internal void Clear()
    {
        _keys.Clear();
        _ranges.Clear();
    }
}
