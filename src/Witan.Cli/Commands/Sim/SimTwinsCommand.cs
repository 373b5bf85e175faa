using System.CommandLine;
using System.Numerics;
using Witan.Cli.Output;
using Witan.Cli.Parsing;
using Witan.Simulation.Services;
using Witan.Simulation.Twins;

namespace Witan.Cli.Commands.Sim;

/// <summary>Goes through cases in which some ids run twice with one key, on several cores.</summary>
internal static class SimTwinsCommand
{
    /// <summary>Violations after which it stops; more say nothing new.</summary>
    private const int MaxFailures = 10;

    private const long MaxCases = 1_000_000_000;

    public static Command Create()
    {
        var protocol = new Option<string>("--protocol")
        {
            Description = "Ordering protocol: " + Registrations.ProtocolNames + ".", DefaultValueFactory = _ => "pbft",
        };
        var n = Numbers.Option("--n", "Replicas", 4, TwinsInput.MaxMembers, 4);
        var twins = Numbers.Option("--twins", "So many of the first ids run twice", 1, TwinsInput.MaxMembers, 1);
        var rounds = Numbers.Option("--rounds", "Views with partitions of their own", 1, TwinsInput.MaxRounds, 4);
        var partitions =
            Numbers.Option("--partitions", "The most blocks of a round", 1, 2 * TwinsInput.MaxMembers, 2);
        var limit = Numbers.Optional<long>(
            "--limit", "Cases at most; else all, or 1000 where they are drawn", 1, MaxCases);
        var sample = new Option<bool>("--sample")
        {
            Description = "Draw cases instead of going through them in order.",
        };
        var seed = Numbers.Option<ulong>("--seed", "Of latencies and draws", 0, ulong.MaxValue, 1);
        var jobs = SimOptions.Jobs();
        var only = Numbers.Optional<long>(
            "--case", "Run this case alone and draw its sequence chart", 0, long.MaxValue);
        var json = Shared.Json();
        var command = new Command("twins", "Run replicas twice with one key, under all partitions of some views.")
        {
            protocol, n, twins, rounds, partitions, limit, sample, seed, jobs, only, json,
        };
        command.SetAction((parsed, cancellation) => LongWork.Run(() =>
        {
            var setup = SetupOf(
                parsed.GetValue(protocol)!, parsed.GetValue(n), parsed.GetValue(twins), parsed.GetValue(rounds),
                parsed.GetValue(partitions), parsed.GetValue(seed));
            var cases = CasesOf(setup, parsed.GetValue(sample));
            if (parsed.GetValue(only) is { } number) return SimTwinsReplay.Show(setup, cases, number);
            return Run(
                setup, cases, parsed.GetValue(limit), parsed.GetValue(jobs), parsed.GetValue(json), cancellation);
        }));
        return command;
    }

    private static TwinsSetup SetupOf(string protocol, int n, int twins, int rounds, int partitions, ulong seed)
    {
        if (twins > n) throw new UsageException($"--twins must be 1 to {n}, the number of replicas, not {twins}");
        if (partitions > n + twins)
            throw new UsageException($"--partitions must be 1 to {n + twins}, the number of nodes, not {partitions}");
        var faulty = (n - 1) / 3;
        var description = Registrations.Description(protocol);
        int[] ids = [.. Enumerable.Range(0, twins)];
        return new TwinsSetup
        {
            Input = TwinsInput.WithLeadersInTurn(n, ids, ((n + faulty) / 2) + 1, rounds, partitions),
            Protocol = description.Rotating ?? Registrations.Protocol(protocol),
            Description = description,
            Service = new RegistryService(),
            Seed = seed,
            Faulty = faulty,
        };
    }

    private static TwinsCases CasesOf(TwinsSetup setup, bool sample)
    {
        try
        {
            return new TwinsCases(setup.Input, setup.Seed, sample);
        }
        catch (ArgumentException tooLarge)
        {
            throw new UsageException(tooLarge.Message + " (--sample)");
        }
    }

    private static int Run(
        TwinsSetup setup, TwinsCases cases, long? limit, int jobs, bool json, CancellationToken cancellation)
    {
        var total = cases.Count;
        var planned = limit ?? (total is { } all ? (long)BigInteger.Min(all, long.MaxValue) : 1000);
        if (total is { } there) planned = (long)BigInteger.Min(there, planned);
        var tally = new TwinsTally(setup, total, planned);
        using (var progress = new ProgressLine("cases", (ulong)planned, show: !json))
        {
            var options = new ParallelOptions { MaxDegreeOfParallelism = jobs };
            Parallel.ForEach(Numbered(cases, planned), options, (entry, state) =>
            {
                tally.Add(entry.Number, entry.Case, new TwinsRun(setup, entry.Case).Run());
                progress.Advance();
                if (tally.Failures >= MaxFailures || cancellation.IsCancellationRequested) state.Stop();
            });
        }

        if (json) tally.PrintJson();
        else tally.PrintText();
        return LongWork.ExitOf(tally.Failures, cancellation);
    }

    private static IEnumerable<(long Number, TwinsCase Case)> Numbered(TwinsCases cases, long planned)
    {
        var number = 0L;
        foreach (var one in cases.All())
        {
            if (number == planned) yield break;
            yield return (number++, one);
        }
    }
}
