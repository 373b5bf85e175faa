namespace Witan.Simulation.Scenarios;

/// <summary>A strategy with all its arguments: those of the file, and the defaults of the others.</summary>
/// <param name="strategy">Of the catalogue.</param>
/// <param name="given">Checked against it.</param>
public sealed class StrategyCall(Strategy strategy, ValueList<Named<ArgValue>> given)
{
    // Attacks ask with every message.
    private readonly Dictionary<string, (StrategyArg Arg, ArgValue Value)> _args = strategy.Args.ToDictionary(
        arg => arg.Name, arg => (arg, given.FirstOrDefault(g => g.Name == arg.Name)?.Value ?? arg.Default));

    public Strategy Strategy { get; } = strategy;

    /// <summary>A count, or null where the argument is null.</summary>
    public long? Count(string name) =>
        ValueOf(name, ArgKind.Count) is ArgValue.Number number ? (long)number.Value : null;

    public double Fraction(string name) => ((ArgValue.Number)ValueOf(name, ArgKind.Fraction)).Value;

    public string Choice(string name) => ((ArgValue.Text)ValueOf(name, ArgKind.Choice)).Value;

    public bool Flag(string name) => ((ArgValue.Flag)ValueOf(name, ArgKind.Flag)).Value;

    /// <summary>A replica, or null where the argument is null.</summary>
    public NodeName? Replica(string name) => Find(name, ArgKind.Replica).Arg.NodeOf(ValueOf(name, ArgKind.Replica));

    public NodeName Client(string name) => Find(name, ArgKind.Client).Arg.NodeOf(ValueOf(name, ArgKind.Client))!.Value;

    /// <summary>Nodes, or null where the argument is null.</summary>
    public ValueList<NodeName>? Nodes(string name) => (ValueOf(name, ArgKind.Nodes) as ArgValue.Nodes)?.Value;

    private ArgValue ValueOf(string name, ArgKind kind) => Find(name, kind).Value;

    /// <exception cref="ArgumentException">The strategy has no such argument: an error of the caller, not of the
    /// file.</exception>
    private (StrategyArg Arg, ArgValue Value) Find(string name, ArgKind kind) =>
        _args.TryGetValue(name, out var found) && found.Arg.Kind == kind
            ? found
            : throw new ArgumentException($"{Strategy.Name} has no {kind} '{name}'", nameof(name));
}
