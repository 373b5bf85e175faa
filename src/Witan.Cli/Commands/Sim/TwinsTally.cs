using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Witan.Cli.Output;
using Witan.Simulation.Twins;

namespace Witan.Cli.Commands.Sim;

/// <summary>What the cases of one call came to; runs end on several threads.</summary>
/// <param name="setup">What they ran with.</param>
/// <param name="total">How many there are; null if they are drawn.</param>
/// <param name="planned">How many shall run.</param>
internal sealed class TwinsTally(TwinsSetup setup, BigInteger? total, long planned)
{
    private readonly Lock _lock = new();
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly SortedList<long, (TwinsCase Case, TwinsResult Result)> _failures = [];
    private readonly SortedDictionary<ulong, long> _byView = [];
    private long _runs;
    private long _events;
    private long _operations;

    public int Failures
    {
        get
        {
            lock (_lock) return _failures.Count;
        }
    }

    private double Seconds => Math.Max(_watch.Elapsed.TotalSeconds, 0.001);

    private string Extent => total switch
    {
        null => "drawn",
        { } all when all == _runs => "exhaustive",
        { } all => string.Create(CultureInfo.InvariantCulture, $"the first {_runs} of {all}"),
    };

    public void Add(long number, TwinsCase one, TwinsResult result)
    {
        lock (_lock)
        {
            _runs++;
            _events += result.Events;
            _operations += result.Acknowledged;
            _byView[result.HighestView] = _byView.GetValueOrDefault(result.HighestView) + 1;
            if (!result.Holds) _failures[number] = (one, result);
        }
    }

    public void PrintText()
    {
        var input = setup.Input;
        var seconds = Seconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{setup.Protocol.Name}, n = {input.Members}, {input.Twins.Count} twins, {input.Rounds} rounds, ")
            + string.Create(CultureInfo.InvariantCulture, $"{input.Partitions} partitions, seed {setup.Seed}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{_runs} cases ({Extent}), {_failures.Count} violated, {_operations} operations, {_events} events in ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{seconds:0.0} s ({_runs / seconds:0.0} cases/s, {_events / seconds:0} events/s)"));
        Console.WriteLine("highest view: " + string.Join(", ", _byView.Select(
            v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} in {v.Value}"))));
        if (_runs < planned && _failures.Count > 0) Console.WriteLine("stopped after so many violations");
        foreach (var (number, (one, result)) in _failures)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"case {number}: {one}"));
            foreach (var violation in result.Violations.Take(3))
                Console.WriteLine($"  {violation.Oracle}: {violation.Text}");
            Console.WriteLine("  replay: " + Replay(number));
        }
    }

    public void PrintJson() => Answers.PrintJson(json =>
    {
        var input = setup.Input;
        json.WriteString("protocol", setup.Protocol.Name);
        json.WriteNumber("n", input.Members);
        json.WriteNumber("twins", input.Twins.Count);
        json.WriteNumber("rounds", input.Rounds);
        json.WriteNumber("partitions", input.Partitions);
        json.WriteNumber("seed", setup.Seed);
        json.WriteNumber("cases", _runs);
        WriteTotal(json);
        json.WriteBoolean("drawn", total is null);
        json.WriteBoolean("exhaustive", total == _runs);
        json.WriteNumber("operations", _operations);
        json.WriteNumber("events", _events);
        json.WriteNumber("wallSeconds", Math.Round(Seconds, 3));
        json.WriteNumber("casesPerSecond", Math.Round(_runs / Seconds, 1));
        json.WriteStartArray("violations");
        foreach (var (number, (one, result)) in _failures)
        {
            json.WriteStartObject();
            json.WriteNumber("case", number);
            json.WriteString("schedule", one.ToString());
            json.WriteString("oracle", result.Violations[0].Oracle);
            json.WriteString("text", result.Violations[0].Text);
            json.WriteString("replay", Replay(number));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>Null where cases are drawn; without quotes also beyond 64 bits, which JSON's numbers may be.</summary>
    private void WriteTotal(Utf8JsonWriter json)
    {
        json.WritePropertyName("of");
        if (total is { } all) json.WriteRawValue(all.ToString(CultureInfo.InvariantCulture));
        else json.WriteNullValue();
    }

    private string Replay(long number)
    {
        var input = setup.Input;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{SimOptions.Program} sim twins --protocol {setup.Protocol.Name} --n {input.Members} ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"--twins {input.Twins.Count} --rounds {input.Rounds} --partitions {input.Partitions} ")
            + string.Create(CultureInfo.InvariantCulture, $"--seed {setup.Seed} ")
            + (total is null ? "--sample " : string.Empty)
            + string.Create(CultureInfo.InvariantCulture, $"--case {number}");
    }
}
