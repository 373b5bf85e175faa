using Witan.Core.Ordering;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Services;

namespace Witan.Simulation.Running;

/// <summary>What a scenario runs with, besides itself.</summary>
public sealed record RunSetup
{
    public required IProtocol Protocol { get; init; }

    public required ProtocolDescription Description { get; init; }

    public required IService Service { get; init; }

    /// <summary>Whether a chart is drawn even if all holds.</summary>
    public bool AlwaysChart { get; init; }

    /// <summary>Rows of a chart before and after what it is about.</summary>
    public int ChartRows { get; init; } = 40;

    /// <summary>Whether a fault that never happened fails the run.</summary>
    public bool Strict { get; init; }

    /// <summary>Changes to the cluster's settings that no scenario file can say; for tests of one's own.</summary>
    public Func<Nodes.ClusterSettings, Nodes.ClusterSettings>? Adjust { get; init; }
}
