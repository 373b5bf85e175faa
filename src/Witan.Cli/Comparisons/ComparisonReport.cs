using System.Globalization;
using System.Text;
using System.Text.Json;
using Witan.Cli.Output;
using Witan.Simulation.Comparing;

namespace Witan.Cli.Comparisons;

/// <summary>What a comparison came to, for people, scripts and pages.</summary>
/// <param name="results">In the order in which they are shown.</param>
internal sealed class ComparisonReport(IReadOnlyList<ComparisonResult> results)
{
    private static readonly string[] Columns =
    [
        "protocol", "n", "crashed", "median", "min", "max", "certified", "pause", "messages", "all", "KiB",
        "authenticators", "verified", "all verified",
    ];

    private static readonly (string Name, Func<ComparisonResult, double> Of)[] Grown =
    [
        ("messages", r => r.OrderingMessages), ("authenticators", r => r.Authenticators),
        ("verified", r => r.OrderingVerified), ("all verified", r => r.Verified),
    ];

    public void Print()
    {
        foreach (var line in SetBy()) Console.WriteLine(line);
        Console.WriteLine();
        Table.Print(Columns, results.Select(Row), spare: ["all verified", "all", "KiB", "certified"]);
        Console.WriteLine();
        foreach (var line in Legend()) Console.WriteLine(line);
        if (Slopes().Count == 0) return;
        Console.WriteLine();
        Console.WriteLine("growth without faults: k of c * n^k, least squares over the logarithms");
        Table.Print(["protocol", .. Grown.Select(g => g.Name)], Slopes());
    }

    public void PrintJson() => Answers.PrintJson(Write);

    /// <summary>The tables as a page has them.</summary>
    public string Markdown()
    {
        var text = new StringBuilder();
        foreach (var line in SetBy()) text.Append("- ").Append(line).Append('\n');
        text.Append('\n');
        Append(text, Columns, results.Select(Row));
        if (Slopes().Count == 0) return text.ToString();
        text.Append("\nGrowth without faults, k of c * n^k:\n\n");
        Append(text, ["protocol", .. Grown.Select(g => g.Name)], Slopes());
        return text.ToString();
    }

    /// <summary>Name of a file and the picture in it.</summary>
    public IEnumerable<(string File, string Svg)> Charts()
    {
        foreach (var situation in results.Select(r => r.Plan.Situation).Distinct())
        {
            var name = ComparisonOptions.NameOf(situation);
            var title = situation switch
            {
                Situation.LeaderCrashed => "with one crashed leader",
                Situation.FaultyCrashed => "with f crashed replicas",
                _ => "without faults",
            };
            yield return Chart($"latency-{name}", situation, $"Median latency of a request {title}",
                "ms until f + 1 replies", r => (r.Replied?.Median ?? 0) / 1000.0);
            if (situation != Situation.FaultFree)
                yield return Chart($"pause-{name}", situation, $"Request sent at the crash, {title}",
                    "ms until f + 1 replies", r => (r.Pause ?? 0) / 1000.0);
        }

        yield return Chart("messages", Situation.FaultFree, "Messages of the protocol per decision, without faults",
            "messages", r => r.OrderingMessages);
        yield return Chart("authenticators", Situation.FaultFree, "Authenticators per decision as papers count them",
            "authenticators", r => r.Authenticators);
        yield return Chart("verified", Situation.FaultFree, "Signatures verified per decision as implemented",
            "signatures", r => r.OrderingVerified);
    }

    private (string File, string Svg) Chart(
        string file, Situation situation, string title, string unit, Func<ComparisonResult, double> of)
    {
        ChartLine[] lines = [.. results.GroupBy(r => r.Plan.Protocol).Select(group => new ChartLine(
            group.Key,
            [
                .. group.Where(r => r.Plan.Situation == situation && of(r) > 0)
                    .Select(r => ((double)r.Plan.Replicas, of(r))),
            ]))];
        return (file + ".svg", new LineChart(title, "replicas (n)", unit, lines).Write());
    }

    /// <summary>What a size was set to: placement and times.</summary>
    private IEnumerable<string> SetBy()
    {
        foreach (var group in results.GroupBy(r => r.Plan.Replicas))
        {
            var (placement, times) = (group.First().Plan.Placement, group.First().Plan.Times);
            var where = placement.Replicas.Distinct().Count() == 1
                ? "all at " + placement.Client
                : $"client at {placement.Client}, replicas at {string.Join(", ", placement.Replicas)}";
            yield return string.Create(CultureInfo.InvariantCulture,
                $"n = {group.Key}: longest way {Ms(placement.Longest)} ms; bound {times.Bound} ms, epoch {times.Epoch} "
                + $"ms, timeouts {times.Timeout} to {times.MaxTimeout} ms; {where}");
        }
    }

    private static IEnumerable<string> Legend() =>
    [
        "median, min, max: ms of virtual time from sending a request to f + 1 replies; certified: median until the",
        "  client's own acknowledgement, a quorum's signatures. One request at a time.",
        "crashed: replicas, at the moment at which a request is sent; pause: that request's f + 1 replies, in ms.",
        "  All other columns are of requests after it.",
        "messages, authenticators, verified: of the ordering protocol, per decision; all, KiB, all verified: with",
        "  requests, replies, state votes and fetches. What goes by the clock is left out.",
        "authenticators: as papers count, in each copy sent a signature is one and a certificate is one;",
        "  verified: signatures that replicas computed, where a certificate is a list of signatures.",
    ];

    private static string[] Row(ComparisonResult result)
    {
        string[] head = [result.Plan.Protocol, Text(result.Plan.Replicas, "0"), Crashed(result)];
        if (result.Trouble is { } trouble) return [.. head, trouble, .. Enumerable.Repeat("", Columns.Length - 4)];
        return
        [
            .. head, Ms(result.Replied!.Median), Ms(result.Replied.Min), Ms(result.Replied.Max),
            Ms(result.Certified!.Median), result.Pause is { } pause ? Ms(pause) : "-",
            Text(result.OrderingMessages, "0.#"), Text(result.Messages, "0.#"), Text(result.Bytes / 1024, "0.#"),
            Text(result.Authenticators, "0.#"), Text(result.OrderingVerified, "0.#"), Text(result.Verified, "0.#"),
        ];
    }

    private static string Crashed(ComparisonResult result) => result.Plan.Situation switch
    {
        Situation.FaultFree => "-",
        Situation.LeaderCrashed => "leader",
        _ => string.Create(CultureInfo.InvariantCulture, $"f = {result.Plan.Faulty}"),
    };

    private List<string[]> Slopes() =>
    [
        .. ExponentsOf().Select(e => (string[])
            [e.Protocol, .. e.Exponents.Select(k => k is { } found ? Text(found, "0.00") : "-")]),
    ];

    /// <summary>Of protocols that were measured at several sizes without faults.</summary>
    private IEnumerable<(string Protocol, double?[] Exponents)> ExponentsOf() =>
        from result in results
        where result.Plan.Situation == Situation.FaultFree && result.Trouble is null
        group result by result.Plan.Protocol into sizes
        where sizes.Count() > 1
        select (sizes.Key, Grown.Select(g => PowerLaw.Exponent(
            [.. sizes.Select(r => ((double)r.Plan.Replicas, g.Of(r)))])).ToArray());

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("results");
        foreach (var result in results) Write(json, result);
        json.WriteEndArray();
        json.WriteStartArray("growth");
        foreach (var (protocol, exponents) in ExponentsOf())
        {
            json.WriteStartObject();
            json.WriteString("protocol", protocol);
            string[] names = ["messages", "authenticators", "verified", "allVerified"];
            for (var i = 0; i < names.Length; i++)
            {
                if (exponents[i] is { } exponent) json.WriteNumber(names[i], Math.Round(exponent, 4));
                else json.WriteNull(names[i]);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ComparisonResult result)
    {
        var plan = result.Plan;
        json.WriteStartObject();
        json.WriteString("protocol", plan.Protocol);
        json.WriteNumber("n", plan.Replicas);
        json.WriteNumber("f", plan.Faulty);
        json.WriteString("situation", ComparisonOptions.NameOf(plan.Situation));
        json.WriteNumber("seed", plan.Seed);
        json.WriteNumber("longestWayMs", plan.Placement.Longest / 1000.0);
        json.WriteNumber("boundMs", plan.Times.Bound);
        json.WriteNumber("epochMs", plan.Times.Epoch);
        json.WriteNumber("timeoutMs", plan.Times.Timeout);
        json.WriteNumber("maxTimeoutMs", plan.Times.MaxTimeout);
        json.WriteString("clientSite", plan.Placement.Client);
        json.WriteStartArray("sites");
        foreach (var site in plan.Placement.Replicas) json.WriteStringValue(site);
        json.WriteEndArray();
        json.WriteStartArray("crashed");
        foreach (var replica in result.Crashed) json.WriteNumberValue(replica);
        json.WriteEndArray();
        json.WriteString("trouble", result.Trouble);
        Write(json, "repliedMs", result.Replied);
        Write(json, "certifiedMs", result.Certified);
        if (result.Pause is { } pause) json.WriteNumber("pauseMs", pause / 1000.0);
        else json.WriteNull("pauseMs");
        json.WriteNumber("requests", plan.Requests);
        json.WriteNumber("decisions", result.Decisions);
        json.WriteStartObject("perDecision");
        json.WriteNumber("messages", Rounded(result.OrderingMessages));
        json.WriteNumber("allMessages", Rounded(result.Messages));
        json.WriteNumber("allBytes", Rounded(result.Bytes));
        json.WriteNumber("authenticators", Rounded(result.Authenticators));
        json.WriteNumber("verified", Rounded(result.OrderingVerified));
        json.WriteNumber("allVerified", Rounded(result.Verified));
        json.WriteEndObject();
        json.WriteNumber("periodicMessages", result.Traffic.PeriodicMessages);
        json.WriteStartObject("messagesByName");
        foreach (var (name, count) in result.MessagesByName) json.WriteNumber(name, count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, LatencySummary? latency)
    {
        if (latency is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("min", latency.Min / 1000.0);
        json.WriteNumber("median", latency.Median / 1000.0);
        json.WriteNumber("p99", latency.P99 / 1000.0);
        json.WriteNumber("max", latency.Max / 1000.0);
        json.WriteEndObject();
    }

    private static void Append(StringBuilder text, string[] columns, IEnumerable<string[]> rows)
    {
        text.Append("| ").AppendJoin(" | ", columns).Append(" |\n|");
        foreach (var _ in columns) text.Append(" --- |");
        text.Append('\n');
        foreach (var row in rows) text.Append("| ").AppendJoin(" | ", row).Append(" |\n");
    }

    private static string Ms(long microseconds) => Text(microseconds / 1000.0, "0.0");

    private static double Rounded(double value) => Math.Round(value, 3);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
