using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Witan.Simulation.Scenarios;
using Xunit;

namespace Witan.Simulation.Tests.Scenarios;

/// <summary>
/// docs/simulation.md says what the code does. <c>WITAN_ACCEPT_DOCS=1</c> writes the part about strategies anew.
/// </summary>
public sealed partial class PageTests
{
    private const string Begin = "<!-- strategies: written by PageTests from the catalogue -->\n";
    private const string End = "<!-- end of strategies -->\n";

    private static readonly string File = Path.Combine(Files.Root(), "docs", "simulation.md");

    private static string Page => System.IO.File.ReadAllText(File);

    [Fact]
    public void The_example_of_the_page_is_a_scenario()
    {
        var example = Example().Match(Page).Groups[1].Value;

        var reading = Files.Read(example);

        Assert.True(reading.Problems.Count == 0, string.Join('\n', reading.Problems));
        Assert.Equal("hidden-lock-4", reading.Scenario!.Name);
    }

    [Fact]
    public void The_page_lists_every_strategy_as_the_catalogue_has_it()
    {
        if (Environment.GetEnvironmentVariable("WITAN_ACCEPT_DOCS") == "1")
        {
            var page = Page.Split(Begin)[0] + Begin + Strategies() + End + Page.Split(End)[1];
            System.IO.File.WriteAllText(File, page);
        }

        var written = Page.Split(Begin)[1].Split(End)[0];

        Assert.True(written == Strategies(), "docs/simulation.md: run this test with WITAN_ACCEPT_DOCS=1 and review "
            + "the change");
    }

    [Fact]
    public void The_page_names_every_field_of_the_format()
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        using var schema = JsonDocument.Parse(ScenarioSchema.Write());
        Gather(schema.RootElement, names);

        Assert.True(names.Count > 80, $"only {names.Count} fields were found");
        var page = Page.Split(Begin)[0];
        string[] missing = [.. names.Where(name => !Regex.IsMatch(page, $@"[`{{ ]{name}[`\s,:\]}}]"))];
        Assert.True(missing.Length == 0, "docs/simulation.md does not name: " + string.Join(", ", missing));
    }

    [Fact]
    public void The_page_names_the_bounds_of_a_file()
    {
        Assert.Contains("4 MiB", Page, StringComparison.Ordinal);
        Assert.Equal(4 * 1024 * 1024, ScenarioReader.MaxBytes);
        Assert.Contains($"{ScenarioReader.MaxProblems} problems", Page, StringComparison.Ordinal);
    }

    private static string Strategies()
    {
        var text = new StringBuilder("\n| id | name | defined for |\n| --- | --- | --- |\n");
        foreach (var strategy in StrategyCatalogue.All)
            text.Append($"| {strategy.Id} | {strategy.Name} | {Protocols(strategy)} |\n");
        foreach (var strategy in StrategyCatalogue.All)
        {
            text.Append($"\n#### {strategy.Id} {strategy.Name}\n\n{strategy.Does} {Where(strategy)}\n");
            if (strategy.Args.Count == 0) continue;
            text.Append("\n| argument | default | allowed | meaning |\n| --- | --- | --- | --- |\n");
            foreach (var arg in strategy.Args)
                text.Append($"| `{arg.Name}` | `{Show(arg.Default)}` | {arg.Allowed} | {arg.Meaning} |\n");
        }

        return text.Append('\n').ToString();
    }

    private static string Where(Strategy strategy) =>
        strategy.DefinedFor.Contains(Strategy.Shared) ? "**Defined for every protocol.**"
        : strategy.DefinedFor.Count == 0 ? $"**Not defined yet:** {strategy.Elsewhere}."
        : $"**Defined for {string.Join(", ", strategy.DefinedFor)}.**";

    private static string Protocols(Strategy strategy) =>
        strategy.DefinedFor.Contains(Strategy.Shared) ? "every protocol"
        : strategy.DefinedFor.Count == 0 ? "none yet: " + strategy.Elsewhere
        : string.Join(", ", strategy.DefinedFor);

    private static string Show(ArgValue value) => value switch
    {
        ArgValue.Number number => number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ArgValue.Text text => $"\"{text.Value}\"",
        ArgValue.Flag flag => flag.Value ? "true" : "false",
        _ => "null",
    };

    /// <summary>Names of all fields, those of strategies' arguments excepted.</summary>
    private static void Gather(JsonElement schema, SortedSet<string> names)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in schema.EnumerateArray()) Gather(part, names);
        }

        if (schema.ValueKind != JsonValueKind.Object) return;
        foreach (var keyword in schema.EnumerateObject())
        {
            if (keyword.Name is "allOf" or "default") continue;
            if (keyword.Name == "properties")
            {
                foreach (var field in keyword.Value.EnumerateObject()) names.Add(field.Name);
            }

            Gather(keyword.Value, names);
        }
    }

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
