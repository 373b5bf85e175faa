using System.Globalization;
using Witan.Primitives.Membership;
using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios.Checks;

/// <summary>Whether the protocol has these settings and they work together.</summary>
internal static class ProtocolChecks
{
    private const string Path = "$.protocol.options";

    public static void Run(CheckRun run)
    {
        if (!run.IsSound(Path)) return;
        var options = run.Scenario.Protocol.Options;
        CheckFurther(run, options);
        var parameters = new ClusterParameters
        {
            CheckpointInterval = (uint)options.CheckpointInterval, Window = (uint)options.Window,
            SlotsInFlight = Math.Min(new ClusterParameters().SlotsInFlight, (uint)options.Window),
            MaxBlockRequests = (uint)options.Batch,
        };
        if (parameters.Problem() is { } problem)
            run.Add(Path, $"{problem} (window {options.Window}, checkpointInterval {options.CheckpointInterval})");
        if (options.MaxTimeoutMs < Math.Max(options.RequestTimeoutMs, options.ViewTimeoutMs))
            run.Add(JsonText.Field(Path, "maxTimeoutMs"), "must be at least requestTimeoutMs and viewTimeoutMs");
    }

    private static void CheckFurther(CheckRun run, ProtocolOptions options)
    {
        if (run.Protocol is not { } protocol) return;
        foreach (var (name, value) in options.Further)
        {
            var path = JsonText.Field(Path, name);
            if (protocol.Options.FirstOrDefault(o => o.Name == name) is not { } option)
            {
                var names = string.Join(", ", protocol.Options.Select(o => o.Name));
                var further = protocol.Options.Count == 0 ? "none" : names;
                run.Add(path, $"no such field; beyond those that all protocols have, {protocol.Name} has: {further}");
            }
            else if (value < option.Min || value > option.Max)
            {
                run.Add(path, $"must be a number, {Show(option.Min)} to {Show(option.Max)}, not {Show(value)}");
            }
        }
    }

    private static string Show(double value) => value.ToString(CultureInfo.InvariantCulture);
}
