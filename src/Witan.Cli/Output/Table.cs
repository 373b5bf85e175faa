using Spectre.Console;

namespace Witan.Cli.Output;

/// <summary>Rows for people: drawn on a terminal, aligned columns elsewhere.</summary>
internal static class Table
{
    public static void Print(string[] columns, IEnumerable<string[]> rows)
    {
        // What replicas say of themselves stands in cells: one that lies must not write rows for others.
        var all = rows.Select(row => row.Select(CellText.Clean).ToArray()).ToList();
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 })
        {
            PrintPlain(columns, all);
            return;
        }

        var table = new Spectre.Console.Table().Border(TableBorder.Rounded);
        foreach (var column in columns) table.AddColumn(Markup.Escape(column));
        foreach (var row in all) table.AddRow([.. row.Select(Markup.Escape)]);
        AnsiConsole.Write(table);
    }

    private static void PrintPlain(string[] columns, List<string[]> rows)
    {
        var widths = columns.Select(
            (c, i) => Math.Max(c.Length, rows.Select(r => r[i].Length).DefaultIfEmpty(0).Max())).ToArray();
        foreach (var row in rows.Prepend(columns))
            Console.WriteLine(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
    }
}
