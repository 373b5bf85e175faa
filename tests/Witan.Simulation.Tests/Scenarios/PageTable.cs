using System.Text.RegularExpressions;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>Tables of the pages that lead from an entry of a list to scenario files and planted bugs.</summary>
internal static partial class PageTable
{
    public static readonly string Scenarios = Path.Combine(Files.Root(), "scenarios");

    public static readonly string Patches = Path.Combine(Files.Root(), "tests", "Witan.Variants", "Patches");

    /// <summary>The cells of the rows under a title, without the head; a title is a line of its own.</summary>
    public static IReadOnlyList<string[]> Rows(string page, string title)
    {
        var text = File.ReadAllText(Path.Combine(Files.Root(), "docs", page));
        var rows = text.Split($"\n## {title}\n")[1].Split("\n## ")[0].Split('\n')
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim()).ToArray());
        return [.. rows.Skip(1).Where(cells => cells[0] != "---")];
    }

    /// <summary>What stands in backquotes.</summary>
    public static string[] Names(string cell) => [.. Name().Matches(cell).Select(match => match.Groups[1].Value)];

    public static string PathOf(string scenario) => Path.Combine(Scenarios, scenario + ".json");

    /// <summary>The scenario file that kills a planted bug, or "situation .." or "none: ..".</summary>
    public static string KillerOf(string variant) =>
        Killer().Match(File.ReadAllText(Path.Combine(Patches, variant + ".patch.txt"))).Groups[1].Value;

    /// <summary>The planted bugs whose names begin so.</summary>
    public static string[] Planted(string prefix) =>
        [.. Directory.GetFiles(Patches, prefix + "*.patch.txt").Select(path => Path.GetFileName(path).Split('.')[0])];

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("\nkiller: (?:scenario )?([^\n,]+)")]
    private static partial Regex Killer();
}
