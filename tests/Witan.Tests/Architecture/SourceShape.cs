using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Witan.Tests.Architecture;

/// <summary>The limits on the shape of a source file, and where they are exceeded on purpose.</summary>
internal static partial class SourceShape
{
    public const int MaxFileLines = 500;
    public const int MaxFunctionLines = 70;
    public const int MaxColumns = 120;

    /// <summary>
    /// Path (or, with a slash at its end, folder) and rule, with the reason. An entry that nothing needs any more fails
    /// a test: the list only shrinks.
    /// </summary>
    public static readonly ImmutableArray<ShapeException> Exceptions = [];

    private static readonly string[] Marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X"];

    /// <summary>Every rule that the text breaks, with the line.</summary>
    public static IEnumerable<(string Rule, int Line, string Detail)> Breaks(string text)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        if (lines.Length > MaxFileLines) yield return ("file length", lines.Length, $"{lines.Length} lines");
        if (lines[0].StartsWith("//", StringComparison.Ordinal) || lines[0].StartsWith("/*", StringComparison.Ordinal))
            yield return ("file header", 1, lines[0]);
        foreach ((int line, int length) in FunctionLengths.Of(text))
            if (length > MaxFunctionLines) yield return ("function length", line, $"{length} lines");
        string[] code = SourceText.CodeOf(text).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length > MaxColumns) yield return ("line length", i + 1, $"{lines[i].Length} columns");
            if (lines[i].Contains('\t')) yield return ("tabulator", i + 1, "a tabulator");
            if (NamespaceBlock().IsMatch(code[i])) yield return ("namespace block", i + 1, lines[i]);
            if (Marks.Any(mark => Regex.IsMatch(lines[i], $@"\b{mark}\b")))
                yield return ("mark", i + 1, lines[i].Trim());
        }
    }

    [GeneratedRegex(@"^\s*namespace\s+[\w.]+\s*(\{|$)")]
    private static partial Regex NamespaceBlock();
}
