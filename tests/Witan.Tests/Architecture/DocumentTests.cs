using System.Text.RegularExpressions;
using Xunit;

namespace Witan.Tests.Architecture;

/// <summary>What the documents list completely, they list completely.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void Every_invariant_of_the_code_stands_in_the_table_of_the_architecture() =>
        Covers(InvariantName(), "docs/architecture.md", 30);

    [Fact]
    public void Every_domain_of_a_signed_text_stands_in_the_wire_format() =>
        Covers(DomainName(), "docs/wire-format.md", 9);

    [Fact]
    public void Every_metric_stands_in_the_operations_page() =>
        Covers(MetricName(), "docs/operations.md", 15);

    [Fact]
    public void Every_link_between_documents_leads_to_a_file()
    {
        var broken = new List<string>();
        var found = 0;
        foreach (var page in Pages())
        {
            var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, page))!;
            foreach (Match link in Link().Matches(Repository.Read(page)))
            {
                found++;
                var target = link.Groups[1].Value;
                if (!Path.Exists(Path.Combine(folder, target))) broken.Add($"{page}: {target}");
            }
        }

        Assert.True(found > 20, $"only {found} links were found");
        Assert.True(broken.Count == 0, "these links lead nowhere: " + string.Join(", ", broken));
    }

    /// <param name="pattern">Its first group is what the page must name.</param>
    /// <param name="page">The page.</param>
    /// <param name="atLeast">Fewer finds mean that the pattern no longer fits the code.</param>
    private static void Covers(Regex pattern, string page, int atLeast)
    {
        var text = Repository.Read(page);
        var names = Repository.SourceFiles
            .Where(file => file.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(file => pattern.Matches(Repository.Read(file)).Select(match => match.Groups[1].Value))
            .Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.True(names.Count >= atLeast, $"only {names.Count} names were found in the code");
        var missing = names.Where(name => !text.Contains(name, StringComparison.Ordinal)).ToList();
        Assert.True(missing.Count == 0, $"{page} does not name: {string.Join("; ", missing)}");
    }

    private static IEnumerable<string> Pages() =>
        Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(
                Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"Invariant\.(?:Require|Broken)\([^;]*?""([^""]+)""\);")]
    private static partial Regex InvariantName();

    [GeneratedRegex(@"Domain (?:=>|=) ""(witan/[^""]+)"";")]
    private static partial Regex DomainName();

    [GeneratedRegex(@"""((?:witan|grpc_server)_[a-z_]+)""")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\]\((?![a-z]+:)([^)#]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
