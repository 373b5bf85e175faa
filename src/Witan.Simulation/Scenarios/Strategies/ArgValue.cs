namespace Witan.Simulation.Scenarios;

/// <summary>An argument of a strategy as a file writes it.</summary>
public abstract record ArgValue
{
    private ArgValue()
    {
    }

    /// <summary><c>null</c>; what it means stands with the argument.</summary>
    public sealed record Nothing : ArgValue;

    /// <summary>Also one replica.</summary>
    public sealed record Number(double Value) : ArgValue;

    /// <summary>A choice, or the name of one client or gateway.</summary>
    public sealed record Text(string Value) : ArgValue;

    public sealed record Flag(bool Value) : ArgValue;

    public sealed record Nodes(ValueList<NodeName> Value) : ArgValue;
}
