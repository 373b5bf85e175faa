using System.Globalization;

namespace Witan.Simulation.Comparing;

/// <summary>
/// Reads a matrix of round-trip times as it is published for cloud regions: lines of cells by commas, the first one
/// with a corner and the names of the sites, then for each site, in the same order, its name and the milliseconds to
/// each. Half of it is the way there; a matrix need not be symmetric. Lines that begin with # and empty lines say
/// nothing.
/// </summary>
public static class LatencyMapReader
{
    public const int MaxSites = 1_000;

    /// <summary>Longest round trip, in ms.</summary>
    public const int MaxMilliseconds = 60_000;

    /// <exception cref="LatencyMapException">It is none.</exception>
    public static LatencyMap Read(string text)
    {
        var lines = LinesOf(text);
        if (lines.Count == 0) throw new LatencyMapException(1, 1, "there is no line with the names of sites");
        var sites = ReadSites(lines[0].Number, lines[0].Cells);
        var oneWay = new long[sites.Length, sites.Length];
        for (var row = 0; row < sites.Length; row++)
        {
            if (row + 1 == lines.Count)
                throw new LatencyMapException(
                    lines[^1].Number + 1, 1, $"the line of the site '{sites[row]}' is missing");
            ReadRow(lines[row + 1].Number, lines[row + 1].Cells, sites, row, oneWay);
        }

        if (lines.Count > sites.Length + 1)
            throw new LatencyMapException(lines[sites.Length + 1].Number, 1, "there are more lines than sites");
        return new LatencyMap(sites, oneWay);
    }

    private static List<(int Number, string[] Cells)> LinesOf(string text)
    {
        var found = new List<(int, string[])>();
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var said = line.Trim();
            if (said.Length > 0 && said[0] != '#') found.Add((number, [.. said.Split(',').Select(c => c.Trim())]));
        }

        return found;
    }

    private static string[] ReadSites(int line, string[] cells)
    {
        if (cells.Length < 2) throw new LatencyMapException(line, 1, "no names of sites follow the first cell");
        if (cells.Length - 1 > MaxSites)
            throw new LatencyMapException(line, MaxSites + 2, $"there are more than {MaxSites} sites");
        for (var i = 1; i < cells.Length; i++)
        {
            if (cells[i].Length == 0) throw new LatencyMapException(line, i + 1, "the name of the site is empty");
            if (Array.IndexOf(cells, cells[i], 1) < i)
                throw new LatencyMapException(line, i + 1, $"the site '{cells[i]}' stands there twice");
        }

        return cells[1..];
    }

    private static void ReadRow(int line, string[] cells, string[] sites, int row, long[,] oneWay)
    {
        if (cells[0] != sites[row])
            throw new LatencyMapException(
                line, 1, $"this is the line of '{sites[row]}', by the order of the first line, not of '{cells[0]}'");
        if (cells.Length != sites.Length + 1)
            throw new LatencyMapException(
                line, Math.Min(cells.Length, sites.Length + 1) + 1,
                $"there are {cells.Length - 1} numbers for {sites.Length} sites");
        for (var i = 0; i < sites.Length; i++)
        {
            if (!decimal.TryParse(
                    cells[i + 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var milliseconds)
                || milliseconds > MaxMilliseconds)
            {
                throw new LatencyMapException(
                    line, i + 2, $"'{cells[i + 1]}', to {sites[i]}, is no number of milliseconds from 0 to "
                        + MaxMilliseconds.ToString(CultureInfo.InvariantCulture));
            }

            oneWay[row, i] = (long)Math.Round(milliseconds * 1000 / 2, MidpointRounding.AwayFromZero);
        }
    }
}
