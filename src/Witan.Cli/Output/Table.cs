using System.Globalization;
using Spectre.Console;

namespace Witan.Cli.Output;

/// <summary>Rows for people: drawn on a terminal that is wide enough, aligned columns elsewhere.</summary>
internal static class Table
{
    // What a drawn table needs beside the cells: a line and a blank at each side of each, and the last line.
    private const int Drawing = 3;

    /// <param name="columns">Their names.</param>
    /// <param name="rows">As many cells each.</param>
    /// <param name="below">
    /// Columns of free text, which stand below their row where the width does not suffice, first of all.
    /// </param>
    /// <param name="spare">Columns that are left out after that, in this order.</param>
    public static void Print(
        string[] columns, IEnumerable<string[]> rows, IReadOnlyList<string>? below = null,
        IReadOnlyList<string>? spare = null)
    {
        // What replicas say of themselves stands in cells: one that lies must not write rows for others.
        var layout = new TableLayout(columns, [.. rows.Select(row => row.Select(CellText.Clean).ToArray())]);
        var isPlain = Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        var width = Width();
        if (!isPlain && layout.CellWidth + (Drawing * columns.Length) + 1 <= width) Draw(layout);
        else foreach (var line in layout.Lines(width, below ?? [], spare ?? [])) Console.WriteLine(line);
    }

    /// <summary>COLUMNS where it is set, else the terminal's; a file has no limit.</summary>
    private static int Width()
    {
        var named = Environment.GetEnvironmentVariable("COLUMNS");
        if (int.TryParse(named, NumberStyles.None, CultureInfo.InvariantCulture, out var columns) && columns > 0)
            return columns;
        return Console.IsOutputRedirected || Console.WindowWidth <= 0 ? int.MaxValue : Console.WindowWidth;
    }

    private static void Draw(TableLayout layout)
    {
        var table = new Spectre.Console.Table().Border(TableBorder.Rounded);
        foreach (var column in layout.Columns) table.AddColumn(Markup.Escape(column));
        foreach (var row in layout.Rows) table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }
}
