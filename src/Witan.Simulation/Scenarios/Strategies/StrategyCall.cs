namespace Witan.Simulation.Scenarios;

/// <summary>A strategy with all its arguments: those of the file, and the defaults of the others.</summary>
/// <param name="strategy">Of the catalogue.</param>
/// <param name="given">Checked against it.</param>
public sealed class StrategyCall(Strategy strategy, ValueList<Named<ArgValue>> given)
{
    public Strategy Strategy { get; } = strategy;

    /// <summary>A count, or null where the argument is null.</summary>
    public long? Count(string name) =>
        ValueOf(name, ArgKind.Count) is ArgValue.Number number ? (long)number.Value : null;

    public double Fraction(string name) => ((ArgValue.Number)ValueOf(name, ArgKind.Fraction)).Value;

    public string Choice(string name) => ((ArgValue.Text)ValueOf(name, ArgKind.Choice)).Value;

    public bool Flag(string name) => ((ArgValue.Flag)ValueOf(name, ArgKind.Flag)).Value;

    /// <summary>A replica, or null where the argument is null.</summary>
    public NodeName? Replica(string name) => ArgOf(name, ArgKind.Replica).NodeOf(ValueOf(name, ArgKind.Replica));

    public NodeName Client(string name) => ArgOf(name, ArgKind.Client).NodeOf(ValueOf(name, ArgKind.Client))!.Value;

    /// <summary>Nodes, or null where the argument is null.</summary>
    public ValueList<NodeName>? Nodes(string name) => (ValueOf(name, ArgKind.Nodes) as ArgValue.Nodes)?.Value;

    private ArgValue ValueOf(string name, ArgKind kind)
    {
        var arg = ArgOf(name, kind);
        return given.FirstOrDefault(g => g.Name == name)?.Value ?? arg.Default;
    }

    /// <exception cref="ArgumentException">The strategy has no such argument: an error of the caller, not of the
    /// file.</exception>
    private StrategyArg ArgOf(string name, ArgKind kind) =>
        Strategy.Find(name) is { } arg && arg.Kind == kind
            ? arg
            : throw new ArgumentException($"{Strategy.Name} has no {kind} '{name}'", nameof(name));
}
