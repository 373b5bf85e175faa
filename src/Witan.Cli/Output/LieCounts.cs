using System.Globalization;
using System.Text.Json;
using Witan.Core.Messages;

namespace Witan.Cli.Output;

/// <summary>
/// What a replica holds against others, out of its counters "lies.WEIGHT.WHO.KIND": "proved" is backed by two
/// signatures that it keeps, "observed" is its word alone.
/// </summary>
internal static class LieCounts
{
    public const string Proved = "proved";

    public const string Observed = "observed";

    /// <summary>"R3: 2 proved (pbft/prepare), 1 observed (transfer)" and the like, or "none".</summary>
    public static string Show(StatusAnswer answer)
    {
        var members = Of(answer).GroupBy(lie => lie.Who, StringComparer.Ordinal);
        var text = string.Join("; ", members.Select(lies => lies.Key + ": " + string.Join(", ", lies.Select(ShowOne))));
        return text.Length == 0 ? "none" : text;
    }

    /// <summary>One object per weight, member or client, and kind.</summary>
    public static void Write(Utf8JsonWriter writer, StatusAnswer answer)
    {
        writer.WriteStartArray("lies");
        foreach (var lie in Of(answer))
        {
            writer.WriteStartObject();
            writer.WriteString("weight", lie.Weight);
            writer.WriteString("who", lie.Who);
            writer.WriteString("kind", lie.Kind);
            writer.WriteNumber("count", lie.Count);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>By who, what is proved first.</summary>
    public static IReadOnlyList<(string Weight, string Who, string Kind, ulong Count)> Of(StatusAnswer answer)
    {
        var lies = new List<(string Weight, string Who, string Kind, ulong Count)>();
        foreach (var (name, count) in answer.Counters)
        {
            if (count > 0 && name.Split('.') is ["lies", (Proved or Observed) and var weight, var who, var kind])
                lies.Add((weight, who, kind, count));
        }

        return [.. lies.OrderBy(l => l.Who, StringComparer.Ordinal).ThenBy(l => l.Weight != Proved)
            .ThenBy(l => l.Kind, StringComparer.Ordinal)];
    }

    private static string ShowOne((string Weight, string Who, string Kind, ulong Count) lie) =>
        $"{lie.Count.ToString(CultureInfo.InvariantCulture)} {lie.Weight} ({lie.Kind})";
}
