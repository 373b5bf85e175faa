using System.Globalization;
using Witan.Cli.Output;
using Witan.Simulation.Comparing;

namespace Witan.Cli.Comparisons;

/// <summary>
/// Whether latency follows the network or the clock: the same protocols over networks of several latencies, their
/// timeouts and epochs made for a bound that none of these networks reaches.
/// </summary>
internal static class ResponsivenessReport
{
    private static readonly long[] NetworksMs = [1, 5, 20, 80];
    private static readonly long[] BoundsMs = [85, 170, 340];

    public static IReadOnlyList<ComparisonPlan> Plans(
        IReadOnlyList<string> protocols, int replicas, int requests, ulong seed) =>
    [
        .. from protocol in protocols
           from bound in BoundsMs
           from network in NetworksMs
           select new ComparisonPlan
           {
               Protocol = protocol, Replicas = replicas, Requests = requests, Seed = seed,
               Placement = Placement.Of(LatencyMap.Uniform(network * 1_000), replicas),
               Times = new ComparisonTimes(bound),
           },
    ];

    public static void Print(IReadOnlyList<ComparisonResult> results)
    {
        string[] columns =
            ["protocol", "bound ms", "epoch ms", .. NetworksMs.Select(ms => Text(ms) + " ms")];
        Table.Print(columns,
            from result in results
            group result by (result.Plan.Protocol, result.Plan.Times) into row
            select (string[])
            [
                row.Key.Protocol, Text(row.Key.Times.Bound), Text(row.Key.Times.Epoch),
                .. NetworksMs.Select(ms => Median(row.FirstOrDefault(r => r.Plan.Placement.Longest == ms * 1_000))),
            ]);
        Console.WriteLine();
        Console.WriteLine(
            "median ms from sending a request to f + 1 replies, by the one-way latency of every link; no fault.");
        Console.WriteLine(
            "bound: what timeouts (10 bounds) and epochs (2 bounds) are made for; only Streamlet has epochs.");
    }

    public static void PrintJson(IReadOnlyList<ComparisonResult> results) => Answers.PrintJson(json =>
    {
        json.WriteStartArray("responsiveness");
        foreach (var result in results)
        {
            json.WriteStartObject();
            json.WriteString("protocol", result.Plan.Protocol);
            json.WriteNumber("n", result.Plan.Replicas);
            json.WriteNumber("boundMs", result.Plan.Times.Bound);
            json.WriteNumber("epochMs", result.Plan.Times.Epoch);
            json.WriteNumber("networkMs", result.Plan.Placement.Longest / 1000.0);
            if (result.Replied is { } replied) json.WriteNumber("medianMs", replied.Median / 1000.0);
            else json.WriteNull("medianMs");
            json.WriteString("trouble", result.Trouble);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string Median(ComparisonResult? result) => result switch
    {
        null => "-",
        { Replied: { } replied } => (replied.Median / 1000.0).ToString("0.0", CultureInfo.InvariantCulture),
        _ => result.Trouble ?? "-",
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
