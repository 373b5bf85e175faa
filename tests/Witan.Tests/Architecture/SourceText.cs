using System.Text;

namespace Witan.Tests.Architecture;

/// <summary>
/// Source text with comments, strings and characters blanked out, so that braces and words can be counted.
/// </summary>
internal static class SourceText
{
    /// <summary>The same text, same length and same lines, with blanks for everything that is not code.</summary>
    public static string CodeOf(string text)
    {
        var code = new StringBuilder(text.Length);
        int at = 0;
        while (at < text.Length)
        {
            int end = EndOfNonCode(text, at);
            if (end == at)
            {
                code.Append(text[at++]);
                continue;
            }

            for (; at < end; at++) code.Append(text[at] == '\n' ? '\n' : ' ');
        }

        return code.ToString();
    }

    /// <summary>The end of the comment, string or character that starts here; the same position if none does.</summary>
    private static int EndOfNonCode(string text, int at)
    {
        if (Has(text, at, "//")) return After(text, at, "\n", 0);
        if (Has(text, at, "/*")) return After(text, at + 2, "*/", 2);
        if (text[at] == '\'') return EndOfEscaped(text, at + 1, '\'');
        int quote = at;
        while (quote < text.Length && text[quote] is '$' or '@') quote++;
        if (quote >= text.Length || text[quote] != '"') return at;
        int quotes = Run(text, quote, '"');
        if (quotes >= 3) return After(text, quote + quotes, new string('"', quotes), quotes);
        string prefix = text[at..quote];
        if (prefix.Contains('$')) return EndOfInterpolated(text, quote + 1, prefix.Contains('@'));
        return prefix.Contains('@') ? EndOfVerbatim(text, quote + 1) : EndOfEscaped(text, quote + 1, '"');
    }

    private static int EndOfEscaped(string text, int at, char close)
    {
        while (at < text.Length && text[at] != close && text[at] != '\n') at += text[at] == '\\' ? 2 : 1;
        return Math.Min(at + 1, text.Length);
    }

    private static int EndOfVerbatim(string text, int at)
    {
        for (; at < text.Length; at++)
        {
            if (text[at] != '"') continue;
            if (!Has(text, at, "\"\"")) return at + 1;
            at++;
        }

        return text.Length;
    }

    /// <summary>
    /// The code in the holes is skipped too: what is judged here, braces and lengths, is balanced in them.
    /// </summary>
    private static int EndOfInterpolated(string text, int at, bool verbatim)
    {
        while (at < text.Length)
        {
            if (Has(text, at, "{{")) at += 2;
            else if (text[at] == '{') at = EndOfHole(text, at + 1);
            else if (text[at] == '\\' && !verbatim) at += 2;
            else if (text[at] != '"') at++;
            else if (verbatim && Has(text, at, "\"\"")) at += 2;
            else return at + 1;
        }

        return text.Length;
    }

    private static int EndOfHole(string text, int at)
    {
        for (int depth = 1; at < text.Length && depth > 0;)
        {
            int end = EndOfNonCode(text, at);
            if (end > at)
            {
                at = end;
                continue;
            }

            depth += text[at] switch { '{' => 1, '}' => -1, _ => 0 };
            at++;
        }

        return at;
    }

    private static bool Has(string text, int at, string part) =>
        string.CompareOrdinal(text, at, part, 0, part.Length) == 0;

    private static int After(string text, int at, string end, int length)
    {
        int found = text.IndexOf(end, Math.Min(at, text.Length), StringComparison.Ordinal);
        return found < 0 ? text.Length : found + length;
    }

    private static int Run(string text, int at, char repeated)
    {
        int count = 0;
        while (at + count < text.Length && text[at + count] == repeated) count++;
        return count;
    }
}
