namespace Witan.Variants.Patcher;

/// <summary>One planted bug as its patch file describes it.</summary>
/// <param name="Name">The file's name: an identifier.</param>
/// <param name="Wrong">What is wrong, in one line.</param>
/// <param name="Hazard">Which hazard or published bug it stands for.</param>
/// <param name="Killer">Which oracle or expectation should find it, and in which situation.</param>
/// <param name="Replacements">At least one.</param>
public sealed record PlantedVariant(
    string Name, string Wrong, string Hazard, string Killer, IReadOnlyList<Replacement> Replacements);
