using System.Globalization;
using System.Text;

namespace Witan.Cli.Output;

/// <summary>Text from outside that is to stay within its line and cell.</summary>
internal static class CellText
{
    /// <summary>Whether nothing in it moves the cursor, ends a line or turns the reading direction.</summary>
    public static bool IsPlain(string text) => text.EnumerateRunes().All(IsPlain);

    /// <summary>The text with a mark in the place of each such character.</summary>
    public static string Clean(string text)
    {
        if (IsPlain(text)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append((IsPlain(rune) ? rune : Rune.ReplacementChar).ToString());
        return clean.ToString();
    }

    private static bool IsPlain(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
}
