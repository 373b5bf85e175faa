using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>
/// The tables of dbft.md and streamlet.md, from an entry of the specification to the file that plays it and the planted
/// bug that the file kills, say what is there.
/// </summary>
public sealed class DbftAndStreamletTableTests
{
    [Theory]
    [InlineData("dbft", "L1 L2 L3 L4 L5 L6 L7 L8 L9 R-1 R-2 R-3 R-4 R-5 R-6 R-7 R-8 R-9 V1")]
    [InlineData("streamlet", "T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15 T16 T18")]
    public void Every_entry_has_a_row_with_a_file(string page, string entries)
    {
        var rows = RowsOf(page);
        Assert.Equal(entries.Split(' '), rows.Select(row => row.Entry).Distinct());
        Assert.All(rows, row => Assert.True(File.Exists(PageTable.PathOf(row.File)), row.File));
    }

    [Theory]
    [InlineData("dbft")]
    [InlineData("streamlet")]
    public void Every_file_of_the_protocol_has_a_row(string page)
    {
        string[] files = [
            .. Directory.GetFiles(PageTable.Scenarios, page + "-*.json", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(PageTable.Scenarios, path).Replace('\\', '/'))
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
        var named = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (_, file, variants) in RowsOf(page))
        {
            foreach (var variant in variants)
            {
                named.Add(variant);
                var killer = PageTable.KillerOf(variant);
                Assert.True(
                    killer.StartsWith("none", StringComparison.Ordinal) || killer == Path.GetFileName(file),
                    $"{variant} is killed by {killer}, not {file}");
            }
        }

        var planted = PageTable.Planted(prefix);
        Assert.True(planted.Length > 5);
        Assert.Equal([], planted.Except(named));
    }

    private static IReadOnlyList<(string Entry, string File, string[] Variants)> RowsOf(string page) =>
        [.. PageTable.Rows($"protocols/{page}.md", "Entries of the specification").Select(cells =>
            (cells[0].Split(' ')[0], PageTable.Names(cells[1])[0], PageTable.Names(cells[2])))];
}
