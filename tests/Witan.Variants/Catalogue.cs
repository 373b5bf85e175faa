namespace Witan.Variants;

/// <summary>All planted bugs; the list itself is made of the patch files when this is built.</summary>
public static partial class Catalogue
{
    /// <summary>The row of a variant in docs/simulation-variants.md.</summary>
    public static string RowOf(VariantEntry variant) =>
        $"| {variant.Name} | {variant.Wrong} | {variant.Hazard} | {variant.Killer} | {variant.Oracle} | "
        + $"{SeedsOf(variant)} |";

    private static string SeedsOf(VariantEntry variant) =>
        Hunting.Trial.Parse(variant.Killer)?.Seeds.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-";
}
