using Xunit;

namespace Witan.Tests.Architecture;

/// <summary>Files and functions stay short enough to be read whole.</summary>
public sealed class SourceShapeTests
{
    [Fact]
    public void Every_source_file_keeps_the_limits_of_shape()
    {
        string[] breaks = [.. Breaks()
            .Where(found => !SourceShape.Exceptions.Any(entry => entry.Allows(found.Path, found.Rule)))
            .Select(found => $"{found.Path}:{found.Line}: {found.Rule}: {found.Detail}")];

        Assert.True(Repository.SourceFiles.Length > 100, "the source files were not found");
        Assert.True(breaks.Length == 0, string.Join('\n', breaks));
    }

    [Fact]
    public void Every_exception_is_still_needed()
    {
        (string Path, string Rule)[] broken = [.. Breaks().Select(found => (found.Path, found.Rule))];

        Assert.All(SourceShape.Exceptions,
            entry => Assert.Contains(broken, found => entry.Allows(found.Path, found.Rule)));
    }

    [Theory]
    [InlineData(70, true)]
    [InlineData(71, false)]
    public void A_function_may_have_seventy_lines_and_no_more(int lines, bool allowed)
    {
        string body = string.Concat(Enumerable.Repeat("        x++; // }\n", lines - 4));
        string text = "namespace A;\n\nclass B<T> where T : class\n{\n    string _s = $\"{{ {Of(\"}\")} {{\";\n"
            + "    T C<U>() where U : struct\n    {\n        string y = \"{\";\n" + body + "    }\n}\n";

        Assert.Equal(allowed, !SourceShape.Breaks(text).Any(found => found.Rule == "function length"));
    }

    [Fact]
    public void A_long_table_is_no_function_but_a_long_property_is_one()
    {
        string rows = string.Concat(Enumerable.Repeat("        1,\n", 80));
        string table = "class B\n{\n    static readonly int[] Table =\n    {\n" + rows + "    };\n}\n";
        string property = "class B\n{\n    int[] Table => new[]\n    {\n" + rows + "    };\n}\n";

        Assert.Empty(SourceShape.Breaks(table));
        Assert.Equal([("function length", 3, "83 lines")], SourceShape.Breaks(property));
    }

    [Theory]
    [InlineData("// copyright\nclass B;\n", "file header")]
    [InlineData("namespace A\n{\n}\n", "namespace block")]
    [InlineData("class B; // TO" + "DO later\n", "mark")]
    [InlineData("\tclass B;\n", "tabulator")]
    public void A_break_of_shape_is_named(string text, string rule) =>
        Assert.Equal([rule], SourceShape.Breaks(text).Select(found => found.Rule));

    [Fact]
    public void A_file_of_five_hundred_lines_passes_and_one_more_does_not()
    {
        string text = string.Concat(Enumerable.Repeat("using System;\n", 500));

        Assert.Empty(SourceShape.Breaks(text));
        Assert.Equal([("file length", 501, "501 lines")], SourceShape.Breaks(text + "using System;\n"));
    }

    [Fact]
    public void A_line_of_120_columns_passes_and_one_more_does_not()
    {
        string line = "//" + new string('x', 118);

        Assert.Empty(SourceShape.Breaks("class B;\n" + line));
        Assert.Equal([("line length", 2, "121 columns")], SourceShape.Breaks("class B;\n" + line + "x"));
    }

    private static IEnumerable<(string Path, string Rule, int Line, string Detail)> Breaks() =>
        from path in Repository.SourceFiles
        from found in SourceShape.Breaks(Repository.Read(path))
        select (path, found.Rule, found.Line, found.Detail);
}
