using Witan.Variants.Hunting;
using Xunit;

namespace Witan.Variants.Tests;

/// <summary>
/// The table tells the truth: what it names fails on the variant, at that oracle, and holds on the product.
/// </summary>
public sealed class KillTests
{
    /// <summary>Of variants that run without end one knows only after minutes: `hunt --table` plays them.</summary>
    private const string Slow = "no end";

    public static TheoryData<string> Killed =>
        [.. Catalogue.All.Where(v => Trial.Parse(v.Killer) is not null && v.Oracle != Slow)
            .Select(v => v.Name.ToString())];

    [Theory]
    [MemberData(nameof(Killed))]
    public void A_planted_bug_fails_where_the_table_says_and_the_product_does_not(string variant)
    {
        var (code, output) = VariantProgram.Run("hunt", variant, "--table");

        Assert.True(code == 0, output);
    }

    [Fact]
    public void What_the_table_does_not_name_is_a_survivor_with_its_reason()
    {
        Assert.True(Catalogue.All.Count(v => Trial.Parse(v.Killer) is not null) >= 70);
        Assert.All(
            Catalogue.All.Where(v => Trial.Parse(v.Killer) is null),
            v => Assert.StartsWith("none", v.Killer, StringComparison.Ordinal));
    }
}
