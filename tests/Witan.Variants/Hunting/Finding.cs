namespace Witan.Variants.Hunting;

/// <summary>What a trial failed at.</summary>
/// <param name="Oracle">
/// Oracle, expectation, "invariant", what a situation saw, "exception", "no end" or "process".
/// </param>
/// <param name="Text">More of it, in one line.</param>
public sealed record Finding(string Oracle, string Text)
{
    private const char Separator = '\t';

    /// <summary>As one line of text between processes.</summary>
    public string ToLine() => Oracle + Separator + Text.ReplaceLineEndings(" ").Replace(Separator, ' ');

    public static Finding FromLine(string line)
    {
        var at = line.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? new Finding(line, string.Empty) : new Finding(line[..at], line[(at + 1)..]);
    }
}
