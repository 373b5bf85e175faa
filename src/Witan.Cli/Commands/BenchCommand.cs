using System.CommandLine;
using Witan.Cli.Applications;
using Witan.Cli.Benchmarks;
using Witan.Cli.Output;
using Witan.Cli.Running;
using Witan.Node;

namespace Witan.Cli.Commands;

/// <summary>Measures the empty service with real processes on this machine.</summary>
internal static class BenchCommand
{
    // One above what `up` takes by default, so that both can run.
    private const int DefaultPort = 23790;

    public static Command Create()
    {
        var replicas = Shared.Replicas();
        var clients = Number("--clients", "Logical clients, each with one call at a time.", 200);
        var request = Number("--request", "Bytes of a request; 0 sends one byte, the smallest.", 0);
        var reply = Number("--reply", "Bytes of a reply.", 0);
        var seconds = Number("--seconds", "Measured time.", 30);
        var warmUp = Number("--warm-up", "Seconds of load before the measured time.", 5);
        var sessions = Number("--sessions", "Client keys and connections that the clients share.", 1);
        var processes = Number("--processes", "Processes that make load.", 1);
        var openLoop = Number("--open-loop", "Requests per second, however long answers take; 0: closed loop.", 0);
        var port = Number("--port", "First of the ports that are used.", DefaultPort);
        var protocol = Shared.Protocol();
        var noFsync = new Option<bool>("--no-fsync") { Description = "Do not flush to the disk: never in production." };
        var json = Shared.Json();
        var command = new Command("bench", "Measure the empty service: replicas and load in processes on this machine.")
        {
            replicas, clients, request, reply, seconds, warmUp, sessions, processes, openLoop, port, protocol, noFsync,
            json,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var plan = new BenchPlan
            {
                Replicas = parsed.GetRequiredValue(replicas), Clients = parsed.GetRequiredValue(clients),
                Request = parsed.GetRequiredValue(request), Reply = parsed.GetRequiredValue(reply),
                Seconds = parsed.GetRequiredValue(seconds), WarmUp = parsed.GetRequiredValue(warmUp),
                Sessions = parsed.GetRequiredValue(sessions), Processes = parsed.GetRequiredValue(processes),
                OpenLoop = parsed.GetRequiredValue(openLoop), Protocol = parsed.GetRequiredValue(protocol),
                Flushes = !parsed.GetValue(noFsync),
            };
            if (plan.Problem() is { } problem) throw new UsageException(problem);
            var report = await RunAsync(plan, parsed.GetRequiredValue(port), cancellation).ConfigureAwait(false);
            if (parsed.GetValue(json)) BenchOutput.PrintJson(report);
            else BenchOutput.Print(report);
            return report.Done > 0 ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<BenchReport> RunAsync(BenchPlan plan, int port, CancellationToken cancellation)
    {
        _ = Registrations.Protocol(plan.Protocol);
        var home = Directory.CreateTempSubdirectory("witan-bench-");
        try
        {
            var folder = ClusterFolder.Init(new ClusterOptions
            {
                Directory = Path.Combine(home.FullName, "cluster"), Replicas = plan.Replicas, Protocol = plan.Protocol,
                Application = EmptyService.Name, Port = port, LoadClients = plan.Sessions,
                Durability = plan.Flushes ? Durability.Flushed : Durability.None,
            });
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            PosixSignals.On(stop.Cancel);
            return await new BenchRun(plan, folder, stop.Token).RunAsync().ConfigureAwait(false);
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static Option<int> Number(string name, string description, int value) => new(name)
    {
        Description = description, DefaultValueFactory = _ => value,
    };
}
