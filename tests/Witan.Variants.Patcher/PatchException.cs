namespace Witan.Variants.Patcher;

/// <summary>A patch that does not fit the product: the build stops.</summary>
/// <param name="place">Patch file and line.</param>
/// <param name="message">What does not fit.</param>
public sealed class PatchException(string place, string message) : Exception(message)
{
    public string Place { get; } = place;

    /// <summary>The place of the first replacement in a file.</summary>
    public static string Naming(IEnumerable<PlantedVariant> variants, string file) =>
        variants.SelectMany(v => v.Replacements).First(r => r.File == file).Place;
}
