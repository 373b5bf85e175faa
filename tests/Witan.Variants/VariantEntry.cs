namespace Witan.Variants;

/// <summary>What the patch file of a variant says of it.</summary>
/// <param name="Name">The switch.</param>
/// <param name="Wrong">What is wrong, in one line.</param>
/// <param name="Hazard">Which hazard or published bug it stands for.</param>
/// <param name="Killer">Which oracle or expectation should find it, and in which situation.</param>
public sealed record VariantEntry(VariantName Name, string Wrong, string Hazard, string Killer);
