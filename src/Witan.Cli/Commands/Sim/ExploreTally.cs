using System.Globalization;
using Witan.Cli.Output;
using Witan.Simulation.Running;
using Witan.Simulation.Scenarios;

namespace Witan.Cli.Commands.Sim;

/// <summary>What an exploration has seen; runs end on several threads.</summary>
internal sealed class ExploreTally
{
    /// <summary>Locked runs named at the end; the rest is counted.</summary>
    private const int MaxLocksShown = 3;

    private readonly Lock _lock = new();
    private readonly SortedList<string, (Scenario Scenario, RunResult Result)> _failures = new(StringComparer.Ordinal);
    private readonly SortedList<string, RunResult> _locks = new(StringComparer.Ordinal);
    private long _seeds;
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
            if (result.Lock is not null) _locks[scenario.Name] = result;
            else if (!result.Holds) _failures[scenario.Name] = (scenario, result);
        }
    }

    /// <summary>All sizes of a seed have run.</summary>
    public void EndSeed()
    {
        lock (_lock) _seeds++;
    }

    public void PrintText(SeedRange seeds, string protocol, TimeSpan wall, IReadOnlyList<string> files)
    {
        var seconds = Math.Max(wall.TotalSeconds, 0.001);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{protocol}, seeds {seeds}: {_runs} runs, {Failures.Count} failed, {Locked()}{_commits} operations, "
            + $"highest view {_highestView}, {_events} events in {seconds:0.0} s "
            + $"({_events / seconds:0} events/s, {_runs / seconds * 60:0} runs/min)"));
        for (var i = 0; i < files.Count; i++)
        {
            var (scenario, result) = Failures[i];
            Console.WriteLine($"  {scenario.Name} FAILS at seed {scenario.Seed}, {Place(seeds, scenario)}:");
            foreach (var violation in result.Violations.Take(3))
                Console.WriteLine($"    {violation.Oracle}: {violation.Text}");
            Console.WriteLine($"    replay: {Replay(files[i], scenario)}");
        }

        foreach (var (name, result) in _locks.Take(MaxLocksShown))
            Console.WriteLine($"  {name} is locked, as {protocol} may be: {result.Lock}");
    }

    private string Locked() => _locks.Count == 0 ? string.Empty : $"{_locks.Count} locked by design, ";

    public void PrintJson(SeedRange seeds, string protocol, TimeSpan wall, IReadOnlyList<string> files) =>
        Answers.PrintJson(json =>
        {
            json.WriteString("protocol", protocol);
            json.WriteString("seeds", seeds.ToString());
            json.WriteNumber("planned", seeds.Count);
            json.WriteNumber("ran", _seeds);
            json.WriteNumber("runs", _runs);
            json.WriteNumber("locked", _locks.Count);
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
                var (scenario, result) = Failures[i];
                json.WriteString("file", files[i]);
                json.WriteNumber("seed", scenario.Seed);
                json.WriteNumber("n", scenario.Cluster.N);
                json.WriteString("oracle", result.Violations[0].Oracle);
                json.WriteString("text", result.Violations[0].Text);
                json.WriteString("replay", Replay(files[i], scenario));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    private static string Place(SeedRange seeds, Scenario scenario) =>
        $"the {Ordinal.Of((long)(scenario.Seed - seeds.First) + 1)} of {seeds.Count}";

    private static string Replay(string file, Scenario scenario) =>
        $"{SimOptions.Program} sim replay {file} --seed {scenario.Seed}";
}
