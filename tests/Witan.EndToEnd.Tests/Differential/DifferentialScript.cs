using System.Globalization;
using Witan.TestKit.Grpc;

namespace Witan.EndToEnd.Tests.Differential;

/// <summary>
/// Puts the same questions to several servers that speak etcd's API, each fresh, and compares the answers.
/// </summary>
public static class DifferentialScript
{
    /// <param name="endpoint">Host and port of a server whose store is fresh.</param>
    /// <param name="part">What it is asked.</param>
    public static async Task<Transcript> RunAsync(string endpoint, ScriptPart part)
    {
        var entries = new List<TranscriptEntry>();
        foreach (var command in part.Commands) entries.Add(await RunAsync(endpoint, command));
        using var client = new GrpcTestClient(endpoint);
        foreach (var call in part.Calls) entries.Add(await RunAsync(client, call));
        return new Transcript(entries);
    }

    /// <summary>Asks two fresh servers.</summary>
    /// <returns>Every difference, for people; empty if the second cannot be told from the first.</returns>
    public static async Task<IReadOnlyList<string>> CompareAsync(string expected, string actual, ScriptPart part)
    {
        var transcripts = await Task.WhenAll(RunAsync(expected, part), RunAsync(actual, part));
        return transcripts[0].Differences(transcripts[1]);
    }

    private static async Task<TranscriptEntry> RunAsync(string endpoint, ScriptCommand command)
    {
        List<string> arguments = [.. command.Arguments];
        if (!arguments.Contains("-w")) arguments.InsertRange(0, ["-w", "json"]);
        var (code, output, error) = await Etcdctl.RunAsync(endpoint, arguments, command.Input);
        output = Masks.Text(output, endpoint);
        return new TranscriptEntry(
            $"line {command.Line}: {command.Text}", code.ToString(CultureInfo.InvariantCulture),
            command.ColumnsOnly ? Masks.Columns(output) : output, Masks.Text(error, endpoint));
    }

    private static async Task<TranscriptEntry> RunAsync(GrpcTestClient client, RawCall call)
    {
        var reply = await client.CallAsync(call.Path, call.Body);
        return new TranscriptEntry(
            $"raw call: {call.Name}", $"HTTP {reply.HttpStatus}, gRPC {reply.Status}",
            Masks.Reply(reply.Payload), call.TextMatters ? reply.Message : "");
    }
}
