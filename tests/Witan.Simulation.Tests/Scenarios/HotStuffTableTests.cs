using System.Text.RegularExpressions;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>
/// The table of X1 to X14 in docs/protocols/hotstuff.md: its files are there, its planted bugs name them, and no file
/// or planted bug of HotStuff is left out.
/// </summary>
public sealed partial class HotStuffTableTests
{
    private static readonly string Page =
        File.ReadAllText(Path.Combine(Files.Root(), "docs", "protocols", "hotstuff.md"));

    private static IReadOnlyList<(string Entry, string File, string Variants, string Elsewhere)> Rows =>
        [.. Row().Matches(Page).Select(m => (
            m.Groups["entry"].Value, m.Groups["file"].Value, m.Groups["kills"].Value, m.Groups["also"].Value.Trim()))];

    [Fact]
    public void Every_entry_from_X1_to_X14_has_a_file()
    {
        string[] missing = [.. Enumerable.Range(1, 14).Select(i => $"X{i}").Except(Rows.Select(row => row.Entry))];

        Assert.Equal([], missing);
    }

    [Fact]
    public void The_table_has_every_file_of_these_scenarios_and_no_other()
    {
        var folder = Path.Combine(Files.Root(), "scenarios");
        var there = Directory.GetFiles(folder, "hotstuff-x*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path)[..^".json".Length].Replace('\\', '/'));

        Assert.Equal(there.Order(StringComparer.Ordinal), Rows.Select(r => r.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_planted_bug_stands_in_the_row_of_the_file_that_kills_it()
    {
        var planted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(
            Path.Combine(Files.Root(), "tests", "Witan.Variants", "Patches"), "HotStuff*.patch.txt"))
        {
            var killer = File.ReadLines(path).Single(l => l.StartsWith("killer: scenario ", StringComparison.Ordinal));
            planted[Path.GetFileName(path)[..^".patch.txt".Length]] = killer["killer: scenario ".Length..];
        }

        var listed = Rows.SelectMany(row => Variant().Matches(row.Variants).Select(m => (m.Value, row.File)));

        Assert.True(planted.Count >= 15);
        Assert.Equal(planted.Select(p => (p.Key, p.Value)), listed.OrderBy(p => p.Value, StringComparer.Ordinal));
    }

    [GeneratedRegex(@"^\| (?<entry>X\d+) \| `(?<file>[\w/-]+)` \| (?<kills>[^|]*) \| ?(?<also>[^|]*)\|$",
        RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("HotStuff[A-Za-z]+")]
    private static partial Regex Variant();
}
