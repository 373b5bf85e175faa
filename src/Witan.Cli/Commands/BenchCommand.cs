using System.CommandLine;
using Witan.Cli.Applications;
using Witan.Cli.Benchmarks;
using Witan.Cli.Output;
using Witan.Cli.Parsing;
using Witan.Cli.Running;
using Witan.Node;
using Witan.Primitives;

namespace Witan.Cli.Commands;

/// <summary>Measures the empty service with real processes on this machine.</summary>
internal static class BenchCommand
{
    // One above what `up` takes by default, so that both can run.
    private const int DefaultPort = 23790;

    public static Command Create()
    {
        var replicas = Shared.Replicas();
        var clients = Numbers.Option(
            "--clients", "Logical clients, each with one call at a time", 1, BenchPlan.MaxClients, 200);
        var request = Numbers.Option(
            "--request", "Bytes of a request; 0 sends one byte, the smallest", 0, Limits.MaxRequestBytes, 0);
        var reply = Numbers.Option("--reply", "Bytes of a reply", 0, Limits.MaxResultBytes, 0);
        var seconds = Numbers.Option("--seconds", "Measured time", 1, BenchPlan.MaxSeconds, 30);
        var warmUp = Numbers.Option(
            "--warm-up", "Seconds of load before the measured time", 0, BenchPlan.MaxWarmUp, 5);
        var sessions = Numbers.Option(
            "--sessions", "Client keys and connections that the clients share", 1, BenchPlan.MaxSessions, 1);
        var processes = Numbers.Option("--processes", "Processes that make load", 1, BenchPlan.MaxSessions, 1);
        var openLoop = Numbers.Option(
            "--open-loop", "Requests per second, however long answers take; 0: closed loop", 0, BenchPlan.MaxRate, 0);
        var port = Shared.Port(DefaultPort, "First of the ports that are used");
        var protocol = Shared.Protocol();
        var noFsync = new Option<bool>("--no-fsync") { Description = "Do not flush to the disk: never in production." };
        var killLeader = new Option<bool>("--kill-leader")
        {
            Description = "Kill the leader half-way; the longest pause then says how long nothing was answered.",
        };
        var json = Shared.Json();
        var command = new Command("bench", "Measure the empty service: replicas and load in processes on this machine.")
        {
            replicas, clients, request, reply, seconds, warmUp, sessions, processes, openLoop, port, protocol, noFsync,
            killLeader, json,
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
                Flushes = !parsed.GetValue(noFsync), KillsLeader = parsed.GetValue(killLeader),
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
}
