namespace Witan.Simulation.Attacks.Mutating;

/// <summary>Values that were seen, by their role: another height that exists, a digest of another block.</summary>
internal sealed class KnownValues
{
    /// <summary>Values of a role; the oldest make room.</summary>
    public const int Kept = 16;

    private readonly SortedDictionary<string, List<byte[]>> _values = new(StringComparer.Ordinal);

    /// <summary>Remembers what stands in a message.</summary>
    public void Note(FieldNode message)
    {
        var all = new List<FieldNode>();
        message.Collect(all);
        foreach (var node in all)
        {
            if (node.Layout is Layout.Leaf { Kind: not (FieldKind.Fixed or FieldKind.Flag) } leaf)
                Note(leaf.Name, node.Value);
        }
    }

    /// <summary>Those of a role that differ from one, newest last.</summary>
    public IReadOnlyList<byte[]> OtherThan(string role, byte[] value) => _values.TryGetValue(role, out var known)
        ? [.. known.Where(v => v.Length == value.Length && !v.AsSpan().SequenceEqual(value))]
        : [];

    private void Note(string role, byte[] value)
    {
        if (!_values.TryGetValue(role, out var known)) _values.Add(role, known = []);
        known.RemoveAll(v => v.AsSpan().SequenceEqual(value));
        known.Add(value);
        if (known.Count > Kept) known.RemoveAt(0);
    }
}
