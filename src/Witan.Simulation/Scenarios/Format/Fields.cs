namespace Witan.Simulation.Scenarios.Format;

/// <summary>Words for the tables of fields.</summary>
internal static class Fields
{
    /// <summary>A day: no run is longer.</summary>
    public const long MaxMs = 86_400_000;

    /// <summary>The largest whole number that every reader of JSON keeps.</summary>
    public const long MaxWhole = 1L << 53;

    public static readonly FlagShape Flag = new();

    public static readonly WholeShape<long> Ms = new(0, MaxMs);

    public static readonly WholeShape<long> PositiveMs = new(1, MaxMs);

    public static readonly FractionShape Probability = new(0, 1);

    public static readonly WholeShape<long> Amount = new(0, MaxWhole);

    public static readonly NodeShape Node = new();

    public static readonly ReplicaShape Replica = new();

    /// <summary>A field with a default.</summary>
    public static Field<TOwner> Of<TOwner, TValue>(
        string name, string description, Shape<TValue> shape, Func<TOwner, TValue> get,
        Func<TOwner, TValue, TOwner> set) =>
        new FieldOf<TOwner, TValue>(name, description, shape, get, set);

    /// <summary>A field that the file must have.</summary>
    public static Field<TOwner> Required<TOwner, TValue>(
        string name, string description, Shape<TValue> shape, Func<TOwner, TValue> get,
        Func<TOwner, TValue, TOwner> set) =>
        new FieldOf<TOwner, TValue>(name, description, shape, get, set, required: true);

    /// <summary>The value or null.</summary>
    public static Shape<T?> OrNull<T>(Shape<T> shape)
        where T : struct => new NullableShape<T, T?>(shape, value => value, value => value!.Value);

    /// <summary>The text or null.</summary>
    public static Shape<string?> TextOrNull(Shape<string> shape) =>
        new NullableShape<string, string?>(shape, text => text, text => text!);
}
