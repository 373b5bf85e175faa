using System.Globalization;
using System.Text.Json;
using Witan.Cli.Output;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>What came of the seeds of one scenario.</summary>
internal sealed class SimReport(
    string path, Scenario scenario, SeedRange seeds, IReadOnlyList<RunResult> results, TimeSpan wall)
{
    public bool Holds => results.All(r => r.Holds);

    /// <summary>The last one that ran: the first that fails ends it.</summary>
    private RunResult? Failed => results.FirstOrDefault(r => !r.Holds);

    private long Commits => results.Sum(r => r.Commits);

    /// <summary>The command that shows a failure again.</summary>
    private string Replay(RunResult failed) => string.Create(
        CultureInfo.InvariantCulture, $"{SimOptions.Program} sim replay {path} --seed {failed.Seed}");

    public void PrintText()
    {
        var verdict = Failed is { } first
            ? $"FAILS at seed {first.Seed}, the {Ordinal.Of(results.Count)} of {seeds.Count}"
            : $"holds: {results.Count} of {seeds.Count} seeds";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{scenario.Name}: {verdict}, ")
            + string.Create(CultureInfo.InvariantCulture, $"{Commits} operations, ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{results.Sum(r => r.Events)} events, {wall.TotalSeconds:0.0} s"));
        if (Failed is not { } failed) return;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {failed.Seed}:"));
        foreach (var violation in failed.Violations)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  at {violation.At / 1000.0:0.000} ms, {violation.Oracle}: {violation.Text}"));
        if (failed.Lock is { } reason) Console.WriteLine($"  locked, as {scenario.Protocol.Name} may be: {reason}");
        foreach (var standing in failed.Standing) Console.WriteLine("  " + standing);
        if (failed.Chart is not null) Console.WriteLine(failed.Chart);
        Console.WriteLine("replay: " + Replay(failed));
    }

    public void PrintJson() => Answers.PrintJson(json =>
    {
        json.WriteString("scenario", scenario.Name);
        json.WriteString("file", path);
        json.WriteString("protocol", scenario.Protocol.Name);
        json.WriteString("seeds", seeds.ToString());
        json.WriteNumber("planned", seeds.Count);
        json.WriteNumber("ran", results.Count);
        json.WriteString("verdict", Holds ? "holds" : "fails");
        WriteFailures(json);
        json.WriteNumber("commits", Commits);
        WriteSums(json, "unacknowledged", results.SelectMany(r => r.Unacknowledged));
        json.WriteNumber("viewChanges", results.Max(r => r.ViewChanges));
        WriteLatencies(json);
        WritePerRequest(json);
        WriteFaults(json);
        json.WriteNumber("events", results.Sum(r => r.Events));
        json.WriteNumber("wallSeconds", Math.Round(wall.TotalSeconds, 3));
        json.WriteString("traceDigest", DigestOfAll().ToString());
    });

    private void WriteFailures(Utf8JsonWriter json)
    {
        json.WriteStartArray("failed");
        foreach (var violation in Failed?.Violations ?? [])
        {
            json.WriteStartObject();
            json.WriteNumber("seed", Failed!.Seed);
            json.WriteString("oracle", violation.Oracle);
            json.WriteString("text", violation.Text);
            json.WriteNumber("atMs", violation.At / 1000.0);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (Failed is not { } failed) return;
        json.WriteNumber("seed", failed.Seed);
        if (failed.Lock is { } reason) json.WriteString("locked", reason);
        json.WriteString("replay", Replay(failed));
    }

    private void WriteLatencies(Utf8JsonWriter json)
    {
        long[] all = [.. results.SelectMany(r => r.Latencies).Order()];
        json.WriteStartObject("latencyMs");
        foreach (var (name, share) in new[] { ("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1.0) })
        {
            if (all.Length == 0) json.WriteNull(name);
            else json.WriteNumber(name, all[Math.Min(all.Length - 1, (int)(share * all.Length))] / 1000.0);
        }

        json.WriteEndObject();
    }

    private void WritePerRequest(Utf8JsonWriter json)
    {
        var commits = Math.Max(1, Commits);
        json.WriteStartObject("perRequest");
        json.WriteNumber("messages", Math.Round(results.Sum(r => r.Messages) / (double)commits, 2));
        json.WriteNumber("bytes", Math.Round(results.Sum(r => r.Bytes) / (double)commits, 1));
        json.WriteNumber("signatures", Math.Round(results.Sum(r => r.Signatures) / (double)commits, 2));
        json.WriteEndObject();
    }

    private void WriteFaults(Utf8JsonWriter json)
    {
        json.WriteStartArray("faults");
        for (var i = 0; i < scenario.Faults.Count; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("index", i);
            json.WriteString("do", NameOf(scenario.Faults[i].Action));
            json.WriteNumber("fired", results.Sum(r => r.Fired[i]));
            if (scenario.Faults[i].Action is FaultAction.Byz) WriteDeeds(json, i);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteDeeds(Utf8JsonWriter json, int fault)
    {
        WriteSums(json, "deeds", results.SelectMany(r => r.Deeds[fault]?.All ?? []));
        var details = results.SelectMany(r => r.Deeds[fault]?.Details ?? []).ToList();
        if (details.Count > 0) WriteSums(json, "details", details);
    }

    private static void WriteSums(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, long>> counts)
    {
        json.WriteStartObject(name);
        foreach (var group in counts.GroupBy(c => c.Key).OrderBy(g => g.Key, StringComparer.Ordinal))
            json.WriteNumber(group.Key, group.Sum(c => c.Value));
        json.WriteEndObject();
    }

    private static string NameOf(FaultAction action) =>
        action is FaultAction.Byz byz ? byz.Strategy : action.GetType().Name.ToLowerInvariant();

    /// <summary>Of one seed its trace digest; of several the digest of theirs, in order.</summary>
    private Digest DigestOfAll() => results.Count == 1
        ? results[0].TraceDigest
        : Sha256.Hash([.. results.SelectMany(r => r.TraceDigest.ToArray())]);
}
