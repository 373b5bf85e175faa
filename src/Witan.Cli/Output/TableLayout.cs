namespace Witan.Cli.Output;

/// <summary>
/// Aligned columns within a width: what does not fit stands below its row or is left out, and is named.
/// </summary>
/// <param name="columns">Their names.</param>
/// <param name="rows">As many cells each.</param>
internal sealed class TableLayout(string[] columns, IReadOnlyList<string[]> rows)
{
    private const string Gap = "  ";
    private const string Indent = "    ";

    public IReadOnlyList<string> Columns => columns;

    public IReadOnlyList<string[]> Rows => rows;

    /// <summary>Of the widest cells, without what stands between them.</summary>
    public int CellWidth => columns.Select((_, i) => WidthOf(i)).Sum();

    public IEnumerable<string> Lines(int width, IReadOnlyList<string> below, IReadOnlyList<string> spare)
    {
        var kept = Enumerable.Range(0, columns.Length).ToList();
        var (under, gone) = (new List<int>(), new List<string>());
        foreach (var place in below.Select(name => Array.IndexOf(columns, name)))
            if (!Fits(kept, width) && kept.Remove(place)) under.Add(place);
        foreach (var name in spare)
            if (!Fits(kept, width) && kept.Remove(Array.IndexOf(columns, name))) gone.Add(name);
        yield return Line(columns, kept);
        foreach (var row in rows)
        {
            yield return Line(row, kept);
            foreach (var place in under.Where(place => Says(row[place])))
                foreach (var line in Wrap($"{columns[place]}: {row[place]}", width - Indent.Length))
                    yield return Indent + line;
        }

        if (gone.Count == 0) yield break;
        foreach (var line in Wrap($"(too narrow for {string.Join(", ", gone)})", width)) yield return line;
    }

    private static bool Says(string cell) => cell is not ("" or "-" or "none");

    private bool Fits(List<int> kept, int width) => kept.Sum(WidthOf) + (Gap.Length * (kept.Count - 1)) <= width;

    private int WidthOf(int place) =>
        Math.Max(columns[place].Length, rows.Select(row => row[place].Length).DefaultIfEmpty(0).Max());

    private string Line(string[] cells, List<int> kept) =>
        string.Join(Gap, kept.Select(place => cells[place].PadRight(WidthOf(place)))).TrimEnd();

    /// <summary>Between words where there are some; a word longer than a line is cut.</summary>
    private static IEnumerable<string> Wrap(string text, int width)
    {
        var most = Math.Max(width, 1);
        while (text.Length > most)
        {
            var blank = text.LastIndexOf(' ', most);
            var end = blank > 0 ? blank : most;
            yield return text[..end];
            text = text[end..].TrimStart();
        }

        yield return text;
    }
}
