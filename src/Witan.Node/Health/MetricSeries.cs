using System.Globalization;
using System.Text;

namespace Witan.Node;

/// <summary>One line of the text: a name, its labels, a value. Updated from any thread.</summary>
internal sealed class MetricSeries(string name, string labels)
{
    private double _value;

    public string Name => name;

    public string Labels => labels;

    public void Add(double delta)
    {
        var seen = Volatile.Read(ref _value);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref _value, seen + delta, seen);
            if (before.Equals(seen)) return;
            seen = before;
        }
    }

    public void Set(double value) => Volatile.Write(ref _value, value);

    public void Write(StringBuilder text) =>
        text.Append(name).Append(labels).Append(' ')
            .Append(Volatile.Read(ref _value).ToString("R", CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Labels in the form of the text, sorted, so that one set of tags has one series.</summary>
    public static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty) return "";
        var sorted = tags.ToArray();
        Array.Sort(sorted, (left, right) => string.CompareOrdinal(left.Key, right.Key));
        var text = new StringBuilder("{");
        foreach (var (key, value) in sorted)
        {
            if (text.Length > 1) text.Append(',');
            text.Append(NameOf(key)).Append("=\"").Append(Escape(value)).Append('"');
        }

        return text.Append('}').ToString();
    }

    /// <summary>A name with every character that the text does not allow turned into an underscore.</summary>
    public static string NameOf(string name) => string.Create(name.Length, name, (into, from) =>
    {
        for (var i = 0; i < into.Length; i++) into[i] = char.IsAsciiLetterOrDigit(from[i]) ? from[i] : '_';
    });

    private static string Escape(object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture)!
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
