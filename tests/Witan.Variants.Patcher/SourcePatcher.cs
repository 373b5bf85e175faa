using System.Text;

namespace Witan.Variants.Patcher;

/// <summary>
/// Puts all variants into one source file at once, each behind its switch. Several variants may name one place: they
/// become alternatives of one switch. A place may lie inside another: it is switched within the product's text of that
/// one. So the order of patches means nothing, and with no variant active the text is the product's.
/// </summary>
public static class SourcePatcher
{
    private const string Is = "global::Witan.Variants.Variant.Is(global::Witan.Variants.VariantName.";

    /// <param name="file">The file's name as the patches give it.</param>
    /// <param name="text">The product's text.</param>
    /// <param name="variants">All variants; those without a replacement here are passed over.</param>
    /// <exception cref="PatchException">A text is not there exactly once, or places overlap.</exception>
    public static string Apply(string file, string text, IReadOnlyList<PlantedVariant> variants)
    {
        var squeezed = new SqueezedText(text);
        var spots = new List<Spot>();
        foreach (var replacement in variants.SelectMany(v => v.Replacements).Where(r => r.File == file))
            Add(spots, Locate(replacement, squeezed), replacement);
        spots.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End.CompareTo(a.End));
        CheckNesting(spots);
        // Two branches where the compiler saw one path: what it warns of here it has not warned of in the product.
        return "#pragma warning disable\n" + Rewrite(text, 0, text.Length, spots);
    }

    private static (int Start, int End) Locate(Replacement replacement, SqueezedText text)
    {
        var once = replacement.After ?? replacement.Find;
        var count = text.Count(once);
        if (count != 1)
            throw new PatchException(
                replacement.Place,
                $"'{OneLine(once)}' must stand exactly once in {replacement.File}, and stands {count} times");
        return text.Find(replacement.Find, replacement.After) ?? throw new PatchException(
            replacement.Place, $"'{OneLine(replacement.Find)}' does not follow its 'after' in {replacement.File}");
    }

    private static void Add(List<Spot> spots, (int Start, int End) at, Replacement replacement)
    {
        var spot = spots.Find(s => s.Start == at.Start && s.End == at.End);
        if (spot is null) spots.Add(spot = new Spot(at.Start, at.End, []));
        if (spot.Alternatives.Exists(a => a.Variant == replacement.Variant))
            throw new PatchException(replacement.Place, "the variant replaces this place twice");
        spot.Alternatives.Add(replacement);
    }

    private static void CheckNesting(List<Spot> sorted)
    {
        for (var i = 0; i < sorted.Count; i++)
        {
            for (var j = i + 1; j < sorted.Count && sorted[j].Start < sorted[i].End; j++)
            {
                if (!sorted[i].Holds(sorted[j]))
                    throw new PatchException(
                        sorted[j].Alternatives[0].Place,
                        $"the place overlaps one of {sorted[i].Alternatives[0].Variant} without lying inside it");
            }
        }
    }

    private static string Rewrite(string text, int start, int end, List<Spot> spots)
    {
        var written = new StringBuilder();
        var at = start;
        for (var i = 0; i < spots.Count;)
        {
            var spot = spots[i++];
            var inner = spots.Skip(i).TakeWhile(spot.Holds).ToList();
            i += inner.Count;
            written.Append(text, at, spot.Start - at);
            written.Append(Switch(Rewrite(text, spot.Start, spot.End, inner), spot.Alternatives));
            at = spot.End;
        }

        return written.Append(text, at, end - at).ToString();
    }

    private static string Switch(string product, List<Replacement> alternatives) =>
        alternatives[0].IsStatement ? SwitchStatement(product, alternatives) : SwitchExpression(product, alternatives);

    private static string SwitchStatement(string product, List<Replacement> alternatives)
    {
        var written = new StringBuilder("{ ");
        foreach (var put in alternatives) written.Append($"if ({Is}{put.Variant})) {{ {put.Put} }} else ");
        return written.Append($"{{ {product}\n}} }}").ToString();
    }

    // The product's text comes first, so that a defective one may assign a variable that the product declares.
    private static string SwitchExpression(string product, List<Replacement> alternatives)
    {
        var none = string.Join(" && ", alternatives.Select(a => $"!{Is}{a.Variant})"));
        var written = new StringBuilder($"({none} ? ({product}) : ");
        foreach (var put in alternatives.SkipLast(1)) written.Append($"{Is}{put.Variant}) ? ({put.Put}) : ");
        return written.Append($"({alternatives[^1].Put}))").ToString();
    }

    private static string OneLine(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
