using System.Text.RegularExpressions;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>
/// docs/simulation-published-bugs.md, from a published bug to the files that play it and the planted bugs that these
/// kill, says what is there.
/// </summary>
public sealed partial class PublishedBugsTableTests
{
    private static readonly IReadOnlyList<(string Entry, string[] Files, string Why, string[] Variants)> Rows =
        [.. PageTable.Rows("simulation-published-bugs.md", "The table").Select(cells =>
            (cells[0], PageTable.Names(cells[3]), cells[3], PageTable.Names(cells[4])))];

    [Fact]
    public void Every_entry_has_a_row_in_its_order()
    {
        var entries = Enumerable.Range(1, 40).Select(number => $"B{number:00}");

        Assert.Equal(entries, Rows.Select(row => row.Entry).Distinct());
    }

    [Fact]
    public void A_row_names_files_that_are_there_or_says_why_it_does_not_apply()
    {
        Assert.All(Rows, row => Assert.True(
            row.Files.Length > 0 || (row.Why.StartsWith("does not apply: ", StringComparison.Ordinal)
                && row.Why.Length > 30), row.Entry));
        Assert.All(Rows.SelectMany(row => row.Files), file => Assert.True(File.Exists(PageTable.PathOf(file)), file));
    }

    [Fact]
    public void Every_file_that_has_the_name_of_an_entry_stands_in_a_row_of_it()
    {
        var files = Directory.GetFiles(PageTable.Scenarios, "b*.json", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path)).Where(file => Numbered().IsMatch(file)).ToArray();
        var named = Rows.SelectMany(row => row.Files.Select(file => row.Entry.ToLowerInvariant() + " " + file));

        Assert.True(files.Length > 80, $"only {files.Length} files");
        Assert.Equal([], files.Select(file => file[..3] + " " + file).Except(named));
    }

    [Fact]
    public void A_planted_bug_stands_where_the_file_stands_that_kills_it()
    {
        var named = Rows.SelectMany(row => row.Variants.Select(variant => (row.Files, Variant: variant))).ToArray();
        Assert.All(named, one => Assert.True(
            one.Files.Contains(PageTable.KillerOf(one.Variant)),
            $"{one.Variant} is killed by {PageTable.KillerOf(one.Variant)}"));

        var killed = PageTable.Planted("").Where(variant => Numbered().IsMatch(PageTable.KillerOf(variant)));
        Assert.Equal([], killed.Except(named.Select(one => one.Variant)));
    }

    [GeneratedRegex("^b[0-9][0-9]-")]
    private static partial Regex Numbered();
}
