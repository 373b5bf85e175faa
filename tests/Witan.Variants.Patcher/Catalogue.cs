using System.Text;

namespace Witan.Variants.Patcher;

/// <summary>The source text that tells the program which variants there are.</summary>
public static class Catalogue
{
    public static string Names(IReadOnlyList<PlantedVariant> variants)
    {
        var written = new StringBuilder("namespace Witan.Variants;\n\npublic enum VariantName\n{\n    None,\n");
        foreach (var variant in variants) written.Append($"    {variant.Name},\n");
        return written.Append("}\n").ToString();
    }

    public static string Entries(IReadOnlyList<PlantedVariant> variants)
    {
        var written = new StringBuilder("namespace Witan.Variants;\n\npublic static partial class Catalogue\n{\n");
        written.Append("    public static IReadOnlyList<VariantEntry> All { get; } =\n    [\n");
        foreach (var variant in variants)
        {
            string[] fields = [variant.Wrong, variant.Hazard, variant.Killer, variant.Oracle];
            var texts = string.Join(", ", fields.Select(Text));
            written.Append($"        new(VariantName.{variant.Name}, {texts}),\n");
        }

        return written.Append("    ];\n}\n").ToString();
    }

    private static string Text(string value) =>
        $"\"{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
