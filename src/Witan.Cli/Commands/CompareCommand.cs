using System.CommandLine;
using System.Text;
using Witan.Cli.Commands.Sim;
using Witan.Cli.Comparisons;
using Witan.Simulation.Comparing;

namespace Witan.Cli.Commands;

/// <summary>Measures protocols side by side in the simulator.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var options = new ComparisonOptions();
        var command = new Command(
            "compare",
            "Compare protocols in the simulator: latency, messages, bytes and authenticators of a decision, without "
            + "faults and after crashes, over a map of latencies.");
        foreach (var option in options.All) command.Add(option);
        command.SetAction((parsed, cancellation) =>
        {
            options.RequireThatAllIsUsed(parsed);
            var plans = parsed.GetValue(options.Responsiveness)
                ? ResponsivenessReport.Plans(
                    options.ProtocolsOf(parsed), options.SizesOf(parsed)[0], parsed.GetRequiredValue(options.Requests),
                    parsed.GetRequiredValue(options.Seed))
                : PlansOf(parsed, options);
            return LongWork.Run(() => Compare(parsed, options, plans, cancellation));
        });
        return command;
    }

    private static IReadOnlyList<ComparisonPlan> PlansOf(ParseResult parsed, ComparisonOptions options)
    {
        var map = options.MapOf(parsed);
        var placements = options.SizesOf(parsed).Select(n => options.PlacementOf(parsed, map, n)).ToList();
        return
        [
            .. from placement in placements
               from situation in options.SituationsOf(parsed)
               from protocol in options.ProtocolsOf(parsed)
               select new ComparisonPlan
               {
                   Protocol = protocol, Replicas = placement.Replicas.Count, Placement = placement,
                   Times = options.TimesOf(parsed, placement), Situation = situation,
                   Requests = parsed.GetRequiredValue(options.Requests), Seed = parsed.GetRequiredValue(options.Seed),
               },
        ];
    }

    private static int Compare(
        ParseResult parsed, ComparisonOptions options, IReadOnlyList<ComparisonPlan> plans,
        CancellationToken cancellation)
    {
        var json = parsed.GetValue(options.Json);
        var results = ComparisonSweep.Run(plans, parsed.GetRequiredValue(options.Jobs), !json, cancellation);
        var failures = results.Count(r => r.Trouble is not null);
        if (parsed.GetValue(options.Responsiveness))
        {
            if (json) ResponsivenessReport.PrintJson(results);
            else ResponsivenessReport.Print(results);
            return LongWork.ExitOf(failures, cancellation);
        }

        var report = new ComparisonReport(results);
        if (json) report.PrintJson();
        else report.Print();
        if (parsed.GetValue(options.Out) is { } folder) Write(folder, report);
        return LongWork.ExitOf(failures, cancellation);
    }

    private static void Write(string folder, ComparisonReport report)
    {
        foreach (var (file, svg) in report.Charts()) Write(folder, file, svg);
        Write(folder, "table.md", report.Markdown());
        Console.Error.WriteLine($"charts and table.md are in {folder}");
    }

    private static void Write(string folder, string file, string text) =>
        ScenarioFile.Write(Path.Combine(folder, file), Encoding.UTF8.GetBytes(text));
}
