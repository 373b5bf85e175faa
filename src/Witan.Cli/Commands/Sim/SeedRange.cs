using System.Globalization;

namespace Witan.Cli.Commands.Sim;

/// <summary>Consecutive seeds.</summary>
/// <param name="First">The first one.</param>
/// <param name="Count">How many, at least 1.</param>
internal readonly record struct SeedRange(ulong First, ulong Count)
{
    /// <summary>Of one call.</summary>
    public const ulong MaxCount = 1_000_000_000;

    /// <summary>
    /// Reads "5" (seeds 0 to 4) and "100..200" (the last one excluded); null for anything else, and for more than
    /// <see cref="MaxCount"/>.
    /// </summary>
    public static SeedRange? Parse(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0) return Number(text) is { } count and > 0 and <= MaxCount ? new SeedRange(0, count) : null;
        if (Number(text[..dots]) is not { } first || Number(text[(dots + 2)..]) is not { } end || end <= first)
            return null;
        return end - first <= MaxCount ? new SeedRange(first, end - first) : null;
    }

    public override string ToString() => Count == 1
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}..{First + Count}");

    private static ulong? Number(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
