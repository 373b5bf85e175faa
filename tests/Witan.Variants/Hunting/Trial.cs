using System.Globalization;
using System.Text.RegularExpressions;

namespace Witan.Variants.Hunting;

/// <summary>One run that a variant may fail, and its name in patch files and in the table.</summary>
public abstract partial record Trial
{
    private Trial()
    {
    }

    /// <summary>How many seeds stand before this one and count as tried, this one included.</summary>
    public virtual ulong Seeds => 1;

    /// <returns>Null where the text names no trial: a variant that only a test holds, or none.</returns>
    public static Trial? Parse(string text)
    {
        var words = Pattern().Match(text);
        if (!words.Success) return null;
        var name = words.Groups["name"].Value;
        if (words.Groups["kind"].Value == "situation") return new OfSituation(name);
        if (words.Groups["kind"].Value == "scenario") return new OfFile(name, Number(words.Groups["nth"], 1));
        return new OfExploration(Number(words.Groups["seed"], 0), (int)Number(words.Groups["n"], 4));
    }

    private static ulong Number(Group group, ulong otherwise) =>
        group.Success ? ulong.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;

    [GeneratedRegex(@"^(?:(?<kind>situation) (?<name>\w+)|(?<kind>scenario) (?<name>[\w-]+)(?:, seed (?<nth>\d{1,9}))?"
        + @"|(?<kind>exploration), seed (?<seed>\d{1,9}), n = (?<n>\d{1,3}))$")]
    private static partial Regex Pattern();

    /// <summary>A scripted run of <see cref="Situations.Situation"/>.</summary>
    public sealed record OfSituation(string Name) : Trial
    {
        public override string ToString() => $"situation {Name}";
    }

    /// <summary>A file of scenarios/.</summary>
    /// <param name="Name">Without folder and extension.</param>
    /// <param name="Nth">Which of its consecutive seeds; 1 is the file's own.</param>
    public sealed record OfFile(string Name, ulong Nth) : Trial
    {
        public override ulong Seeds => Nth;

        public override string ToString() => Nth == 1
            ? $"scenario {Name}" : string.Create(CultureInfo.InvariantCulture, $"scenario {Name}, seed {Nth}");
    }

    /// <summary>A scenario drawn from a seed.</summary>
    public sealed record OfExploration(ulong Seed, int N) : Trial
    {
        public override ulong Seeds => Seed + 1;

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"exploration, seed {Seed}, n = {N}");
    }
}
