namespace Witan.Simulation.Scenarios;

/// <summary>Random operations. Each client waits for its answer, thinks, and goes on.</summary>
public sealed record WorkloadSpec
{
    /// <summary>Over all clients together, 0 to 10,000,000. Default 100.</summary>
    public int Ops { get; init; } = 100;

    /// <summary>Default half put, half get.</summary>
    public OperationMix Mix { get; init; } = new() { Put = 0.5, Get = 0.5 };

    /// <summary>Different keys, 1 to 1,000,000. Default 10.</summary>
    public int Keys { get; init; } = 10;

    /// <summary>Exponent of the distribution over keys, 0 (uniform) to 5. Default 0.</summary>
    public double Zipf { get; init; }

    /// <summary>Between an answer and the next operation, 0 to 86,400,000. Default [0, 0].</summary>
    public MsRange ThinkMs { get; init; }
}
