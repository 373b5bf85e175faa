using Xunit;

namespace Witan.Variants.Tests;

/// <summary>The switch works: with no variant the product, with one exactly its bug.</summary>
public sealed class VariantTests
{
    [Fact]
    public void Without_a_variant_every_situation_holds()
    {
        var (code, output) = VariantProgram.Run("check");

        Assert.True(code == 0, output);
        Assert.Equal(19, output.Split('\n').Count(line => line.StartsWith("None ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("QuorumTwoF", "Halves", "R0 and R2 differ at 1")]
    [InlineData("CommitOnWeakQuorum", "HiddenDecision", "R0 and R1 differ at 1")]
    [InlineData("NullForPrepared", "LonelyDecision", "differ at 1")]
    [InlineData("ViewChangeShowsNothing", "LonelyDecision", "differ at 1")]
    [InlineData("PreparedNotDurable", "LonelyDecision", "differ at 1")]
    [InlineData("PrepareNotDurable", "ForgottenPrepare", "signed two blocks for slot 1 in view 0")]
    [InlineData("GateLeaks", "ForgottenPrepare", "signed two blocks for slot 1 in view 0")]
    [InlineData("RestartForgetsPromises", "ForgottenPrepare", "signed two blocks for slot 1 in view 0")]
    [InlineData("RestartForgetsPrepares", "ForgottenPrepare", "the safety guard admits own statements")]
    [InlineData("ViewChangeNotDurable", "ForgottenViewChange", "votes in view 0 after it asked for view 1")]
    [InlineData("SignedBeforeRecorded", "ForgottenViewChange", "votes in view 0 after it asked for view 1")]
    [InlineData("ExecutesTwice", "ReplayedBundle", "request 2 made the counter 3")]
    [InlineData("ClientBelievesWeakQuorum", "FewVoters", "acknowledged with the votes of two of four")]
    [InlineData("NoFlush", "AllStop", "the counter is unknown, not 101")]
    public void A_planted_bug_breaks_the_situation_that_is_about_it(string variant, string situation, string fault)
    {
        var (code, output) = VariantProgram.Run("--variant", variant, "check", situation);

        Assert.Contains($"{variant} {situation}: ", output, StringComparison.Ordinal);
        Assert.Contains(fault, output, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData("NoSuchVariant")]
    [InlineData("7")]
    public void An_unknown_variant_is_refused_and_nothing_runs(string name)
    {
        var (code, output) = VariantProgram.Run("--variant", name, "check");

        Assert.Equal(2, code);
        Assert.DoesNotContain("holds", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_variant_has_its_row_in_the_document_and_no_other_has()
    {
        var rows = File.ReadLines(Path.Combine(Root(), "docs", "simulation-variants.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal)).Skip(2);

        Assert.True(Catalogue.All.Count >= 30);
        Assert.Equal(Catalogue.All.Select(Catalogue.RowOf), rows);
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Witan.slnx"))) return folder.FullName;
        throw new InvalidOperationException("the tests run outside their source folder");
    }
}
