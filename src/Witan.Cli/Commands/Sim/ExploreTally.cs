using System.Globalization;
using Witan.Cli.Output;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>What an exploration has seen; runs end on several threads.</summary>
internal sealed class ExploreTally
{
    private readonly Lock _lock = new();
    private readonly SortedList<string, (Scenario Scenario, RunResult Result)> _failures = new(StringComparer.Ordinal);
    private long _runs;
    private long _events;
    private long _commits;
    private ulong _highestView;

    public IReadOnlyList<(Scenario Scenario, RunResult Result)> Failures
    {
        get
        {
            lock (_lock) return [.. _failures.Values];
        }
    }

    public void Add(Scenario scenario, RunResult result)
    {
        lock (_lock)
        {
            _runs++;
            _events += result.Events;
            _commits += result.Commits;
            _highestView = Math.Max(_highestView, result.ViewChanges);
            if (!result.Holds) _failures[scenario.Name] = (scenario, result);
        }
    }

    public void PrintText(SeedRange seeds, string protocol, TimeSpan wall, IReadOnlyList<string> files)
    {
        var seconds = Math.Max(wall.TotalSeconds, 0.001);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{protocol}, seeds {seeds}: {_runs} runs, {Failures.Count} failed, {_commits} operations, "
            + $"highest view {_highestView}, {_events} events in {seconds:0.0} s "
            + $"({_events / seconds:0} events/s, {_runs / seconds * 60:0} runs/min)"));
        for (var i = 0; i < files.Count; i++)
        {
            var (scenario, result) = Failures[i];
            foreach (var violation in result.Violations.Take(3))
                Console.WriteLine($"  {scenario.Name}: {violation.Oracle}: {violation.Text}");
            Console.WriteLine($"  replay: {SimOptions.Program} sim replay {files[i]} --seed {scenario.Seed}");
        }
    }

    public void PrintJson(SeedRange seeds, string protocol, TimeSpan wall, IReadOnlyList<string> files) =>
        Answers.PrintJson(json =>
        {
            json.WriteString("protocol", protocol);
            json.WriteString("seeds", seeds.ToString());
            json.WriteNumber("runs", _runs);
            json.WriteNumber("commits", _commits);
            json.WriteNumber("highestView", _highestView);
            json.WriteNumber("events", _events);
            json.WriteNumber("wallSeconds", Math.Round(wall.TotalSeconds, 3));
            json.WriteNumber("eventsPerSecond", Math.Round(_events / Math.Max(wall.TotalSeconds, 0.001)));
            json.WriteNumber("runsPerMinute", Math.Round(_runs / Math.Max(wall.TotalSeconds, 0.001) * 60));
            json.WriteStartArray("failures");
            for (var i = 0; i < files.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("file", files[i]);
                json.WriteString("oracle", Failures[i].Result.Violations[0].Oracle);
                json.WriteString("text", Failures[i].Result.Violations[0].Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
}
