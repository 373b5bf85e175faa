namespace Witan.Variants.Patcher;

/// <summary>One planted bug as its patch file describes it.</summary>
/// <param name="Name">The file's name: an identifier.</param>
/// <param name="Wrong">What is wrong, in one line.</param>
/// <param name="Hazard">Which hazard or published bug it stands for.</param>
/// <param name="Killer">What finds it: a situation, a scenario file, a drawn scenario, or a test.</param>
/// <param name="Oracle">Which oracle or expectation fires there first.</param>
/// <param name="Replacements">At least one.</param>
public sealed record PlantedVariant(
    string Name, string Wrong, string Hazard, string Killer, string Oracle, IReadOnlyList<Replacement> Replacements);
