using System.Text.RegularExpressions;
using Witan.Simulation.Scenarios;
using Witan.Variants.Situations;

namespace Witan.Variants.Hunting;

/// <summary>
/// In which order trials are played on a variant: what is known to kill it, the situations, the files that name its
/// hazard first, and then what exploration draws.
/// </summary>
internal sealed partial class HuntOrder
{
    private readonly List<(string Name, SortedSet<string> Tags)> _files = [];

    public HuntOrder()
    {
        foreach (var name in ScenarioFolder.Names) _files.Add((name, TagsOf(name)));
    }

    public IEnumerable<Trial> For(VariantEntry variant, HuntSettings settings)
    {
        if (Trial.Parse(variant.Killer) is { } known) yield return known;
        foreach (var situation in Situation.All) yield return new Trial.OfSituation(situation.Name);
        var wanted = Tags($"{variant.Hazard} {variant.Killer}");
        var files = _files.OrderByDescending(file => file.Tags.Count(wanted.Contains)).ToList();
        foreach (var file in files) yield return new Trial.OfFile(file.Name, 1);
        for (ulong nth = 2; nth <= settings.FileSeeds; nth++)
        {
            foreach (var file in files) yield return new Trial.OfFile(file.Name, nth);
        }

        for (ulong seed = 0; seed < settings.ExplorationSeeds; seed++)
        {
            foreach (var n in settings.Sizes) yield return new Trial.OfExploration(seed, n);
        }
    }

    /// <summary>Published bug or fault by the file's name, liars by its content.</summary>
    private static SortedSet<string> TagsOf(string file)
    {
        var tags = Tags(file);
        foreach (var fault in TrialRunner.Read(ScenarioFolder.PathOf(file)).Faults)
        {
            if (fault.Action is FaultAction.Byz liar) tags.Add(StrategyCatalogue.Find(liar.Strategy)!.Id);
            if (fault.Action is FaultAction.Crash) tags.Add("CRASH");
        }

        return tags;
    }

    private static SortedSet<string> Tags(string text)
    {
        var tags = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Match match in Tag().Matches(text)) tags.Add(match.Value.ToUpperInvariant());
        return tags;
    }

    [GeneratedRegex(@"\b[ABE]\d\d\b|\bcrash", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();
}
