using Witan.Core.Ordering;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;

namespace Witan.Simulation.Twins;

/// <summary>What a case runs with, besides itself.</summary>
public sealed record TwinsSetup
{
    public required TwinsInput Input { get; init; }

    public required IProtocol Protocol { get; init; }

    public required ProtocolDescription Description { get; init; }

    public required IService Service { get; init; }

    /// <summary>All chance of the run: latencies, flushes, keys.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>f; with more twins than that nothing must progress, and forks are to be expected.</summary>
    public int Faulty { get; init; } = 1;

    /// <summary>Whether a trace is kept and a chart drawn.</summary>
    public bool Chart { get; init; }

    /// <summary>Rows of a chart before what it is about.</summary>
    public int ChartRows { get; init; } = 60;
}
