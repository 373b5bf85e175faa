using System.Text;

namespace Witan.Variants.Patcher;

/// <summary>A text without its white space, with the way back: patches survive when lines are wrapped anew.</summary>
public sealed class SqueezedText
{
    private readonly string _squeezed;
    private readonly List<int> _positions = [];

    public SqueezedText(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i])) continue;
            squeezed.Append(text[i]);
            _positions.Add(i);
        }

        _squeezed = squeezed.ToString();
    }

    /// <summary>How often a text stands here.</summary>
    public int Count(string wanted)
    {
        var (squeezed, count) = (Squeeze(wanted), 0);
        for (var at = Next(squeezed, 0); at >= 0; at = Next(squeezed, at + 1)) count++;
        return count;
    }

    /// <summary>
    /// Where the first occurrence lies in the whole text, behind <paramref name="after"/> if there is one.
    /// </summary>
    /// <returns>Start and end in the whole text; null if it does not occur.</returns>
    public (int Start, int End)? Find(string wanted, string? after)
    {
        var from = after is null ? 0 : Next(Squeeze(after), 0) + Squeeze(after).Length;
        var squeezed = Squeeze(wanted);
        var at = Next(squeezed, from);
        return at < 0 ? null : (_positions[at], _positions[at + squeezed.Length - 1] + 1);
    }

    private int Next(string squeezed, int from) => _squeezed.IndexOf(squeezed, from, StringComparison.Ordinal);

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
