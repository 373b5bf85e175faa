namespace Witan.Cli.Parsing;

/// <summary>The names that somebody may have meant who typed one that does not exist.</summary>
internal static class Nearest
{
    private const int Most = 3;

    /// <summary>"; did you mean up?", or "; there are: ..." if no name is near; empty if there are none.</summary>
    public static string Hint(string typed, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return "";
        var near = names.Select(name => (Name: name, Distance: Score(typed, name)))
            .Where(n => n.Distance <= 1 + (Math.Min(typed.Length, n.Name.Length) / 3))
            .OrderBy(n => n.Distance).ThenBy(n => n.Name, StringComparer.Ordinal).ToList();
        // Beside one that is a slip away, what is two slips further away was not meant.
        var meant = near.TakeWhile(n => n.Distance <= near[0].Distance + 1).Take(Most).Select(n => n.Name);
        return near.Count > 0
            ? $"; did you mean {string.Join(" or ", meant)}?"
            : $"; there are: {string.Join(", ", names)}";
    }

    /// <summary>A name that begins with what was typed is as near as one slip.</summary>
    private static int Score(string typed, string name) =>
        typed.Length > 1 && name.StartsWith(typed, StringComparison.OrdinalIgnoreCase)
            ? 1
            : Distance(typed.ToUpperInvariant(), name.ToUpperInvariant());

    /// <summary>Letters to insert, leave out, change, or swap with their neighbour.</summary>
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= right.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            for (var j = 1; j <= right.Length; j++)
            {
                var change = left[i - 1] == right[j - 1] ? 0 : 1;
                var best = Math.Min(Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1, rows[i - 1, j - 1] + change);
                var isSwap = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
                rows[i, j] = isSwap ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
            }
        }

        return rows[left.Length, right.Length];
    }
}
