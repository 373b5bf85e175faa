using System.Globalization;

namespace Witan.Simulation.Scenarios;

/// <summary>One argument of a strategy. Every argument may be left out.</summary>
public sealed record StrategyArg
{
    private StrategyArg()
    {
    }

    public required string Name { get; init; }

    public required ArgKind Kind { get; init; }

    /// <summary>
    /// Taken when the file gives none. Null in a file is allowed only where this is <see cref="ArgValue.Nothing"/>.
    /// </summary>
    public required ArgValue Default { get; init; }

    /// <summary>What it does, with its unit.</summary>
    public required string Meaning { get; init; }

    /// <summary>Smallest count or fraction.</summary>
    public double Min { get; private init; }

    /// <summary>Largest count or fraction.</summary>
    public double Max { get; private init; }

    /// <summary>The words of a choice, the default first.</summary>
    public ValueList<string> Choices { get; private init; } = [];

    /// <summary>What values are allowed, for people.</summary>
    public string Allowed
    {
        get
        {
            var what = Kind switch
            {
                ArgKind.Count => $"a whole number, {Show(Min)} to {Show(Max)}",
                ArgKind.Fraction => $"a number, {Show(Min)} to {Show(Max)}",
                ArgKind.Choice => "one of " + string.Join(", ", Choices),
                ArgKind.Flag => "true or false",
                ArgKind.Replica => "a replica",
                ArgKind.Client => "a client",
                _ => "a list of different nodes",
            };
            return Default is ArgValue.Nothing ? what + ", or null" : what;
        }
    }

    /// <summary>
    /// Whether the value has the kind and lies within the bounds. Whether nodes exist depends on the cluster.
    /// </summary>
    public bool Admits(ArgValue value) => (Kind, value) switch
    {
        (_, ArgValue.Nothing) => Default is ArgValue.Nothing,
        (ArgKind.Count, ArgValue.Number number) => IsWhole(number.Value) && IsWithin(number.Value),
        (ArgKind.Fraction, ArgValue.Number number) => IsWithin(number.Value),
        (ArgKind.Choice, ArgValue.Text text) => Choices.Contains(text.Value),
        (ArgKind.Flag, ArgValue.Flag) => true,
        (ArgKind.Replica or ArgKind.Client, _) => NodeOf(value) is not null,
        (ArgKind.Nodes, ArgValue.Nodes nodes) => new SortedSet<NodeName>(nodes.Value).Count == nodes.Value.Count,
        _ => false,
    };

    /// <summary>
    /// The one node that the value names, of the kind that this argument asks for; null if it is none.
    /// </summary>
    public NodeName? NodeOf(ArgValue value) => (Kind, value) switch
    {
        (ArgKind.Replica, ArgValue.Number { Value: >= 0 and <= NodeName.MaxIndex } number) when IsWhole(number.Value) =>
            NodeName.Replica((int)number.Value),
        (ArgKind.Client, ArgValue.Number { Value: >= 0 and <= NodeName.MaxIndex } number) when IsWhole(number.Value) =>
            NodeName.Client((int)number.Value),
        (ArgKind.Client, ArgValue.Text text) when NodeName.Parse(text.Value) is { Kind: NodeKind.Client } name => name,
        _ => null,
    };

    /// <param name="name">In the file.</param>
    /// <param name="defaultValue">Null where null has a meaning of its own.</param>
    /// <param name="min">Smallest.</param>
    /// <param name="max">Largest.</param>
    /// <param name="meaning">With the unit.</param>
    internal static StrategyArg Count(string name, long? defaultValue, long min, long max, string meaning) => new()
    {
        Name = name, Kind = ArgKind.Count, Min = min, Max = max, Meaning = meaning,
        Default = defaultValue is { } value ? new ArgValue.Number(value) : new ArgValue.Nothing(),
    };

    internal static StrategyArg Fraction(
        string name, double defaultValue, double min, double max, string meaning) => new()
    {
        Name = name, Kind = ArgKind.Fraction, Min = min, Max = max, Meaning = meaning,
        Default = new ArgValue.Number(defaultValue),
    };

    /// <param name="name">In the file.</param>
    /// <param name="choices">The first is the default.</param>
    /// <param name="meaning">What each does.</param>
    internal static StrategyArg Choice(string name, ValueList<string> choices, string meaning) => new()
    {
        Name = name, Kind = ArgKind.Choice, Choices = choices, Meaning = meaning,
        Default = new ArgValue.Text(choices[0]),
    };

    internal static StrategyArg Flag(string name, bool defaultValue, string meaning) => new()
    {
        Name = name, Kind = ArgKind.Flag, Meaning = meaning, Default = new ArgValue.Flag(defaultValue),
    };

    /// <summary>Null by default.</summary>
    internal static StrategyArg Nodes(string name, string meaning) => new()
    {
        Name = name, Kind = ArgKind.Nodes, Meaning = meaning, Default = new ArgValue.Nothing(),
    };

    /// <summary>Null by default.</summary>
    internal static StrategyArg Replica(string name, string meaning) => new()
    {
        Name = name, Kind = ArgKind.Replica, Meaning = meaning, Default = new ArgValue.Nothing(),
    };

    /// <summary>"c0" by default.</summary>
    internal static StrategyArg Client(string name, string meaning) => new()
    {
        Name = name, Kind = ArgKind.Client, Meaning = meaning, Default = new ArgValue.Text("c0"),
    };

    private static bool IsWhole(double value) => Math.Floor(value) == value;

    private bool IsWithin(double value) => value >= Min && value <= Max;

    private static string Show(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
