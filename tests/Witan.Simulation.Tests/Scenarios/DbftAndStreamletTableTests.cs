using System.Text.RegularExpressions;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>
/// The tables of dbft.md and streamlet.md, from an entry of the specification to the file that plays it and the planted
/// bug that the file kills, say what is there.
/// </summary>
public sealed partial class DbftAndStreamletTableTests
{
    private const string Title = "\n## Entries of the specification\n";

    private static readonly string Root = Files.Root();

    [Theory]
    [InlineData("dbft", "L1 L2 L3 L4 L5 L6 L7 L8 L9 R-1 R-2 R-3 R-4 R-5 R-6 R-7 R-8 R-9 V1")]
    [InlineData("streamlet", "T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15 T16 T18")]
    public void Every_entry_has_a_row_with_a_file(string page, string entries)
    {
        var rows = RowsOf(page);
        Assert.Equal(entries.Split(' '), rows.Select(row => row.Entry).Distinct());
        Assert.All(rows, row => Assert.True(File.Exists(PathOf(row.File)), row.File));
    }

    [Theory]
    [InlineData("dbft")]
    [InlineData("streamlet")]
    public void Every_file_of_the_protocol_has_a_row(string page)
    {
        string[] files = [
            .. Directory.GetFiles(Path.Combine(Root, "scenarios"), page + "-*.json", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Path.Combine(Root, "scenarios"), path).Replace('\\', '/'))
                .Where(file => !file.StartsWith("pictures/", StringComparison.Ordinal))];
        Assert.True(files.Length > 20, $"only {files.Length} files");
        Assert.Equal(
            files.Order(StringComparer.Ordinal).ToArray(),
            RowsOf(page).Select(row => row.File + ".json").Where(file => Path.GetFileName(file).StartsWith(
                page, StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("dbft", "Dbft")]
    [InlineData("streamlet", "Streamlet")]
    public void Every_planted_bug_of_the_protocol_has_a_row_with_the_file_that_kills_it(string page, string prefix)
    {
        var patches = Path.Combine(Root, "tests", "Witan.Variants", "Patches");
        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (_, file, variants) in RowsOf(page))
        {
            foreach (var variant in variants)
            {
                named.Add(variant);
                var patch = File.ReadAllText(Path.Combine(patches, variant + ".patch.txt"));
                var killer = Killer().Match(patch).Groups[1].Value;
                Assert.True(
                    killer.StartsWith("none", StringComparison.Ordinal) || killer == Path.GetFileName(file),
                    $"{variant} is killed by {killer}, not {file}");
            }
        }

        string[] planted = [
            .. Directory.GetFiles(patches, prefix + "*.patch.txt")
                .Select(path => Path.GetFileName(path).Split('.')[0])];
        Assert.True(planted.Length > 5);
        Assert.Equal([], planted.Except(named));
    }

    private static string PathOf(string file) => Path.Combine(Root, "scenarios", file + ".json");

    private static List<(string Entry, string File, string[] Variants)> RowsOf(string page)
    {
        var text = File.ReadAllText(Path.Combine(Root, "docs", "protocols", page + ".md"));
        var rows = new List<(string, string, string[])>();
        foreach (var line in text.Split(Title)[1].Split("\n## ")[0].Split('\n'))
        {
            if (!line.StartsWith("| ", StringComparison.Ordinal)) continue;
            string[] cells = [.. line.Trim('|').Split('|').Select(cell => cell.Trim())];
            if (cells[0] is "entry" or "---") continue;
            string[] variants = [.. Name().Matches(cells[2]).Select(match => match.Groups[1].Value)];
            rows.Add((cells[0].Split(' ')[0], Name().Match(cells[1]).Groups[1].Value, variants));
        }

        return rows;
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Name();

    [GeneratedRegex("\nkiller: (?:scenario )?([^\n,]+)")]
    private static partial Regex Killer();
}
