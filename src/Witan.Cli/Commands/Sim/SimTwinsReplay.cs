using System.Globalization;
using Witan.Simulation.Twins;

namespace Witan.Cli.Commands.Sim;

/// <summary>One case again, with its chart.</summary>
internal static class SimTwinsReplay
{
    public static int Show(TwinsSetup setup, TwinsCases cases, long number)
    {
        if (number < 0 || cases.Find(number) is not { } found)
            throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"there is no case {number}"));
        var result = new TwinsRun(setup with { Chart = true }, found).Run();
        Console.WriteLine(result.Chart);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"case {number}: {(result.Holds ? "holds" : "FAILS")}, ")
            + string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Acknowledged} operations, highest view {result.HighestView}, {result.Events} events"));
        Console.WriteLine("leader: nodes of each block, by round: " + found);
        for (var i = 0; i < setup.Input.Twins.Count; i++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"node {setup.Input.Members + i} is R{setup.Input.Twins[i]}'"));
        }

        foreach (var violation in result.Violations) Console.WriteLine($"  {violation.Oracle}: {violation.Text}");
        return result.Holds ? ExitCode.Done : ExitCode.Failed;
    }
}
