using System.Globalization;

namespace Witan.Variants.Hunting;

/// <summary><c>witan-variants hunt [NAME..] [options]</c>.</summary>
internal static class HuntCommand
{
    public const string Usage =
        "hunt [NAME..] [--table] [--file-seeds N] [--explore N] [--n 4,7] [--results FILE] [--json]";

    /// <returns>0 when all are killed, 1 when one survives, 2 for a wrong call.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (SettingsOf(arguments) is not { } settings)
        {
            Console.Error.WriteLine("usage: witan-variants " + Usage);
            return 2;
        }

        using var hunt = new Hunt(settings);
        return hunt.Run(
            Catalogue.All.Where(v => settings.Names.Count == 0 || settings.Names.Contains(v.Name.ToString())));
    }

    private static HuntSettings? SettingsOf(IReadOnlyList<string> arguments)
    {
        var settings = new HuntSettings();
        var rest = new Queue<string>(arguments);
        while (rest.TryDequeue(out var word))
        {
            var changed = word switch
            {
                "--table" => settings with { OnlyTable = true },
                "--json" => settings with { Json = true },
                "--results" when rest.TryDequeue(out var path) => settings with { Results = path },
                "--file-seeds" when Number(rest) is { } seeds => settings with { FileSeeds = seeds },
                "--explore" when Number(rest) is { } seeds => settings with { ExplorationSeeds = seeds },
                "--n" when rest.TryDequeue(out var sizes) && Sizes(sizes) is { } some => settings with { Sizes = some },
                _ when Catalogue.All.Any(v => v.Name.ToString() == word) =>
                    settings with { Names = [.. settings.Names, word] },
                _ => null,
            };
            if (changed is null) return null;
            settings = changed;
        }

        return settings;
    }

    private static ulong? Number(Queue<string> rest) => rest.TryDequeue(out var text)
        && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static List<int>? Sizes(string text)
    {
        var sizes = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n)) return null;
            if (n is < 1 or > 128) return null;
            sizes.Add(n);
        }

        return sizes;
    }
}
