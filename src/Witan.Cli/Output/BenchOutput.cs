using System.Globalization;
using System.Text.Json;
using Witan.Cli.Benchmarks;

namespace Witan.Cli.Output;

/// <summary>How a measurement is shown.</summary>
internal static class BenchOutput
{
    public static void Print(BenchReport report) => Table.Print(["what", "value"], Rows(report), below: ["value"]);

    public static void PrintJson(BenchReport report) => Answers.PrintJson(json =>
    {
        json.WriteStartObject("plan");
        foreach (var member in JsonSerializer.SerializeToElement(report.Plan).EnumerateObject()) member.WriteTo(json);
        json.WriteEndObject();
        json.WriteNumber("requests", report.Done);
        json.WriteNumber("seconds", Rounded(report.Seconds));
        json.WriteNumber("requestsPerSecond", Rounded(report.Throughput));
        json.WriteNumber("latencyMeanMilliseconds", Rounded(report.MeanLatency / 1000));
        json.WriteNumber("latencyP50Milliseconds", report.Percentile(0.5));
        json.WriteNumber("latencyP99Milliseconds", report.Percentile(0.99));
        json.WriteNumber("longestPauseMilliseconds", Rounded(report.LongestPauseSeconds * 1000));
        Array(json, "replicaCpuSeconds", report.ReplicaCpu);
        Array(json, "loadCpuSeconds", report.Loads.Select(load => load.CpuSeconds));
        json.WriteNumber("cpuMicrosecondsPerRequest", Rounded(report.CpuPerRequest));
        Array(json, "replicaResidentBytes", report.ReplicaResident.Select(bytes => (double)bytes));
        json.WriteNumber("bytesPerRequest", Rounded(report.BytesPerRequest));
        json.WriteNumber("blocksPerSecond", Rounded(report.BlocksPerSecond));
        json.WriteNumber("requestsPerBlock", Rounded(report.RequestsPerBlock));
        json.WriteNumber("framesPerReplicaAndBlock", Rounded(report.FramesPerBlock));
        json.WriteNumber("flushesPerReplicaAndBlock", Rounded(report.FlushesPerBlock));
        json.WriteNumber("votesSetAsidePerReplicaAndBlock", Rounded(report.VotesSetAsidePerBlock));
        json.WriteNumber("threadSwitchesPerReplicaAndBlock", Rounded(report.ThreadSwitchesPerBlock));
        json.WriteNumber("allocatedBytesPerReplicaAndRequest", Rounded(report.AllocatedPerRequest));
        Array(json, "replicaPauseSeconds", report.PauseSeconds);
        json.WriteStartObject("failures");
        foreach (var (name, count) in report.Failures) json.WriteNumber(name, count);
        json.WriteEndObject();
    });

    private static IEnumerable<string[]> Rows(BenchReport report)
    {
        yield return ["requests", Text(report.Done, "0")];
        yield return ["throughput", $"{Text(report.Throughput, "0.0")} requests/s"];
        yield return ["latency, mean", $"{Text(report.MeanLatency / 1000, "0.000")} ms"];
        yield return ["latency, p50", $"{Text(report.Percentile(0.5), "0.000")} ms"];
        yield return ["latency, p99", $"{Text(report.Percentile(0.99), "0.000")} ms"];
        yield return ["longest pause", $"{Text(report.LongestPauseSeconds * 1000, "0")} ms without an answer"];
        yield return ["CPU per replica", Join(report.ReplicaCpu, "0.00", "s")];
        yield return ["CPU per load process", Join(report.Loads.Select(load => load.CpuSeconds), "0.00", "s")];
        yield return ["CPU per request", $"{Text(report.CpuPerRequest, "0.0")} us over all processes"];
        yield return ["resident per replica", Join(report.ReplicaResident.Select(b => b / 1048576.0), "0", "MiB")];
        yield return ["bytes per request", $"{Text(report.BytesPerRequest, "0")} received by all replicas together"];
        yield return ["blocks", $"{Text(report.BlocksPerSecond, "0.0")} /s"];
        yield return ["requests per block", Text(report.RequestsPerBlock, "0.0")];
        yield return ["frames per block", $"{Text(report.FramesPerBlock, "0.0")} received by a replica"];
        yield return ["flushes per block", $"{Text(report.FlushesPerBlock, "0.0")} by a replica"];
        yield return ["votes set aside", $"{Text(report.VotesSetAsidePerBlock, "0.0")} per block by a replica"];
        yield return ["thread switches", $"{Text(report.ThreadSwitchesPerBlock, "0.0")} per block by a replica"];
        yield return ["allocated per request", $"{Text(report.AllocatedPerRequest, "0")} bytes by a replica"];
        yield return ["paused for garbage", Join(report.PauseSeconds, "0.00", "s")];
        foreach (var (name, count) in report.Failures) yield return ["failed: " + name, Text(count, "0")];
    }

    private static void Array(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteNumberValue(Rounded(value));
        json.WriteEndArray();
    }

    private static string Join(IEnumerable<double> values, string format, string unit) =>
        string.Join(", ", values.Select(value => Text(value, format))) + " " + unit;

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static double Rounded(double value) => Math.Round(value, 3);
}
