namespace Witan.Variants.Patcher;

/// <summary>One place of the product and what a variant puts there.</summary>
/// <param name="Variant">The variant's name.</param>
/// <param name="Place">Patch file and line, for messages.</param>
/// <param name="File">Source file, from the root, with forward slashes.</param>
/// <param name="After">The place is the first one behind this text, which must stand in the file exactly once; null if
/// <paramref name="Find"/> itself does.</param>
/// <param name="Find">The product's text. White space does not count.</param>
/// <param name="Put">The defective text; may be empty for statements.</param>
public sealed record Replacement(string Variant, string Place, string File, string? After, string Find, string Put)
{
    /// <summary>
    /// Whole statements are switched by <c>if</c>, anything else is an expression and switched by <c>?:</c>.
    /// </summary>
    public bool IsStatement => Find.TrimEnd() is [.., ';' or '}'];
}
