using System.Text.RegularExpressions;

namespace Witan.Tests.Architecture;

/// <summary>Measures members of types from their first line to their closing brace, by counting braces.</summary>
internal static partial class FunctionLengths
{
    /// <summary>The first line and the number of lines of every member with a body in braces.</summary>
    public static IReadOnlyList<(int Line, int Length)> Of(string text)
    {
        string code = SourceText.CodeOf(text);
        var found = new List<(int, int)>();
        Scan(code, 0, code.Length, found);
        return found;
    }

    /// <summary>Looks through the inside of a type or a file.</summary>
    private static void Scan(string code, int from, int to, List<(int, int)> found)
    {
        int header = from;
        for (int at = from; at < to; at++)
        {
            if (code[at] is ';' or '}') header = at + 1;
            if (code[at] != '{') continue;
            int end = Closing(code, at);
            string words = code[header..at];
            if (IsType(words)) Scan(code, at + 1, end, found);
            else if (!IsData(words)) found.Add(Measure(code, header, end));
            at = end;
            header = end + 1;
        }
    }

    private static (int Line, int Length) Measure(string code, int header, int end)
    {
        int start = header;
        while (char.IsWhiteSpace(code[start])) start++;
        return (Lines(code, 0, start) + 1, Lines(code, start, end) + 1);
    }

    private static int Lines(string code, int from, int to) => code.AsSpan()[from..to].Count('\n');

    private static int Closing(string code, int open)
    {
        int depth = 0;
        for (int at = open; at < code.Length; at++)
        {
            depth += code[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0) return at;
        }

        return code.Length - 1;
    }

    private static bool IsType(string header) =>
        TypeKeyword().IsMatch(Constraints().Split(header)[0]) && !header.Contains("=>", StringComparison.Ordinal);

    /// <summary>A field with an initialiser: a table may be long.</summary>
    private static bool IsData(string header) =>
        Assignment().IsMatch(header) && !header.Contains("=>", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w@])(class|struct|interface|record|enum|namespace|extension)(?!\w)")]
    private static partial Regex TypeKeyword();

    [GeneratedRegex(@"\bwhere\s")]
    private static partial Regex Constraints();

    [GeneratedRegex(@"[^=!<>]=[^=>]")]
    private static partial Regex Assignment();
}
