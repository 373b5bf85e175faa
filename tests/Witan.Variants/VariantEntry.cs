namespace Witan.Variants;

/// <summary>What the patch file of a variant says of it.</summary>
/// <param name="Name">The switch.</param>
/// <param name="Wrong">What is wrong, in one line.</param>
/// <param name="Hazard">Which hazard or published bug it stands for.</param>
/// <param name="Killer">What finds it: a trial, as <see cref="Hunting.Trial"/> writes it, or something else.</param>
/// <param name="Oracle">Which oracle or expectation fires there first.</param>
public sealed record VariantEntry(VariantName Name, string Wrong, string Hazard, string Killer, string Oracle);
