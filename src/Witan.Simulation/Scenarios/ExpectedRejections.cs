namespace Witan.Simulation.Scenarios;

/// <summary>How often inputs must be refused. In a file: a number, or an object with a number per reason.</summary>
public sealed record ExpectedRejections
{
    /// <summary>For whatever reason; null is not judged.</summary>
    public long? Total { get; init; }

    /// <summary>Per reason (the name of a rejection), in ordinal order of the names.</summary>
    public ValueList<Named<long>> ByReason { get; init; } = [];
}
