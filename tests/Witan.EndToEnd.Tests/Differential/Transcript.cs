namespace Witan.EndToEnd.Tests.Differential;

/// <summary>What a server answered to a list of questions, with what may differ masked.</summary>
public sealed record Transcript(IReadOnlyList<TranscriptEntry> Entries)
{
    /// <summary>
    /// Every difference to another transcript of the same questions, for people; empty if there is none.
    /// </summary>
    public IReadOnlyList<string> Differences(Transcript other)
    {
        var differences = new List<string>();
        if (Entries.Count != other.Entries.Count)
            differences.Add($"{Entries.Count} answers here, {other.Entries.Count} there");
        foreach (var (here, there) in Entries.Zip(other.Entries))
        {
            if (here == there) continue;
            differences.Add($"{here.Question}\n{Part("exit", here.Outcome, there.Outcome)}"
                + $"{Part("stdout", here.Output, there.Output)}{Part("stderr", here.Error, there.Error)}");
        }

        return differences;
    }

    private static string Part(string name, string here, string there)
    {
        if (here == there) return "";
        var at = 0;
        while (at < here.Length && at < there.Length && here[at] == there[at]) at++;
        return $"  {name} differs at {at}\n    - {Near(here, at)}\n    + {Near(there, at)}\n";
    }

    /// <summary>A piece around the first difference; answers of a megabyte help nobody.</summary>
    private static string Near(string text, int at)
    {
        var from = Math.Max(0, at - 160);
        var to = Math.Min(text.Length, at + 160);
        return (from > 0 ? "..." : "")
            + text[from..to].TrimEnd('\n').Replace("\n", "\n      ", StringComparison.Ordinal)
            + (to < text.Length ? "..." : "");
    }
}
