using System.CommandLine;
using System.Text.Json;
using Witan.Cli.Benchmarks;
using Witan.Cli.Running;
using Witan.Node;

namespace Witan.Cli.Commands;

/// <summary>One load process of `bench`, which starts it and reads what it prints.</summary>
internal static class BenchLoadCommand
{
    public static Command Create()
    {
        var config = new Option<string>("--config") { Description = "What to do.", Required = true };
        var child = ChildProcess.Flag();
        var command = new Command("bench-load", "One load process of `bench`.") { config, child };
        command.Hidden = true;
        command.SetAction(async (parsed, cancellation) =>
        {
            var text = await File.ReadAllTextAsync(parsed.GetRequiredValue(config), cancellation).ConfigureAwait(false);
            var order = JsonSerializer.Deserialize<LoadOrder>(text)!;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            if (parsed.GetValue(child)) ChildProcess.StopWithParent(stop);
            await using var run = new LoadRun(order.Plan, ClusterFolder.Open(order.Directory), order.Process);
            var report = await run.RunAsync(stop.Token).ConfigureAwait(false);
            Console.WriteLine(JsonSerializer.Serialize(report));
            return ExitCode.Done;
        });
        return command;
    }
}
