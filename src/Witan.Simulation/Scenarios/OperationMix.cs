namespace Witan.Simulation.Scenarios;

/// <summary>Shares of the kinds of operations, relative to their sum, which is above 0.</summary>
public sealed record OperationMix
{
    /// <summary>0 to 1,000,000. Default 0.</summary>
    public double Put { get; init; }

    /// <summary>0 to 1,000,000. Default 0.</summary>
    public double Get { get; init; }

    /// <summary>0 to 1,000,000. Default 0.</summary>
    public double Txn { get; init; }

    /// <summary>0 to 1,000,000. Default 0.</summary>
    public double Range { get; init; }

    public double Sum => Put + Get + Txn + Range;
}
