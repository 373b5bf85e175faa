using Witan.Variants.Patcher;
using Xunit;

namespace Witan.Variants.Tests;

/// <summary>Patches fit exactly or stop the build, and their order means nothing.</summary>
public sealed class SourcePatcherTests
{
    private const string File = "src/Some.cs";

    [Fact]
    public void An_expression_and_a_statement_stand_behind_their_switches_and_the_product_in_front_of_them()
    {
        var patched = Apply("if (a\n    > b) Act(1);", New("A", "a > b", "false"), New("B", "Act(1);", ""));

        Assert.Equal(
            "#pragma warning disable\nif ((!@A) ? (a\n    > b) : (false))) { if (@B)) {  } else { Act(1);\n} }",
            patched);
    }

    [Fact]
    public void Variants_that_name_one_place_become_alternatives_of_one_switch()
    {
        var patched = Apply("x = n + 1;", New("A", "n + 1", "n"), New("B", "n+1", "2"));

        Assert.Equal("#pragma warning disable\nx = (!@A) && !@B) ? (n + 1) : @A) ? (n) : (2));", patched);
    }

    [Fact]
    public void A_place_inside_another_is_switched_within_the_product_of_that_one_in_any_order()
    {
        var (outer, inner) = (New("Outer", "Act(n);", "Skip();"), New("Inner", "n", "0"));
        const string expected =
            "#pragma warning disable\n{ if (@Outer)) { Skip(); } else { Act((!@Inner) ? (n) : (0)));\n} }";

        Assert.Equal(expected, Apply("Act(n);", outer, inner));
        Assert.Equal(expected, Apply("Act(n);", inner, outer));
    }

    [Fact]
    public void A_text_that_stands_often_is_named_by_what_stands_before_it()
    {
        var replacement = new Replacement("A", "a.patch.txt(5)", File, "Second(", "return x;", "return y;");

        var patched = Apply("First() { return x; } Second() { return x; }", Variant("A", replacement));

        Assert.StartsWith("#pragma warning disable\nFirst() { return x; }", patched, StringComparison.Ordinal);
        Assert.Contains("Second() { { if (@A)) { return y; }", patched, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Act(2);", "'Act(1);' must stand exactly once in src/Some.cs, and stands 0 times")]
    [InlineData("Act(1); Act( 1 );", "'Act(1);' must stand exactly once in src/Some.cs, and stands 2 times")]
    public void A_text_that_does_not_stand_exactly_once_stops_the_build_and_names_patch_and_line(
        string source, string message)
    {
        var fault = Assert.Throws<PatchException>(() => Apply(source, New("A", "Act(1);", "")));

        Assert.Equal(message, fault.Message);
        Assert.Equal("A.patch.txt(5)", fault.Place);
    }

    [Fact]
    public void Places_that_overlap_and_do_not_nest_stop_the_build()
    {
        var variants = new[] { New("A", "a + b", "a"), New("B", "b + c", "c") };

        var fault = Assert.Throws<PatchException>(() => Apply("a + b + c", variants));

        Assert.Contains("overlaps one of A", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_patch_file_gives_its_fields_and_all_its_replacements()
    {
        const string text = """
            wrong: A is wrong.
            hazard: H1
            killer: situation Halves
            oracle: O1
            in: src/Some.cs
            find: a
            put: b
            after: there
            find:
                if (x)
                    y();
            put:
            """;

        var variant = PatchReader.Read("Some", "Some.patch.txt", text);

        Assert.Equal(
            ("A is wrong.", "H1", "situation Halves", "O1"),
            (variant.Wrong, variant.Hazard, variant.Killer, variant.Oracle));
        Assert.Equal(
            [
                new Replacement("Some", "Some.patch.txt(6)", File, null, "a", "b"),
                new Replacement("Some", "Some.patch.txt(9)", File, "there", "if (x)\n    y();", ""),
            ],
            variant.Replacements);
    }

    [Theory]
    [InlineData("hazard: H1", 1, "'wrong:' is expected here")]
    [InlineData("wrong: w\nhazard: h\nkiller: k\noracle: o\nfind: a\nput: b", 5, "begins with 'in:'")]
    [InlineData("wrong: w\nhazard: h\nkiller: k\noracle: o\nin: f\nfind: a", 6, "'put:' must follow")]
    [InlineData("wrong: w\nhazard: h\nkiller: k\noracle: o", 1, "no replacement")]
    [InlineData("wrong: w\nhazard: h\nkiller: k\noracle: o\nfile: f", 5, "neither a field")]
    public void A_patch_file_that_is_none_names_the_line(string text, int line, string message)
    {
        var fault = Assert.Throws<PatchException>(() => PatchReader.Read("Some", "Some.patch.txt", text));

        Assert.Equal($"Some.patch.txt({line})", fault.Place);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    // The switch's long name is written "@" here.
    private static string Apply(string source, params PlantedVariant[] variants) =>
        SourcePatcher.Apply(File, source, variants).Replace(
            "global::Witan.Variants.Variant.Is(global::Witan.Variants.VariantName.", "@", StringComparison.Ordinal);

    private static PlantedVariant New(string name, string find, string put) =>
        Variant(name, new Replacement(name, name + ".patch.txt(5)", File, null, find, put));

    private static PlantedVariant Variant(string name, Replacement replacement) =>
        new(name, "w", "h", "k", "o", [replacement]);
}
