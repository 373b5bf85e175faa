namespace Witan.Primitives;

/// <summary>Which configuration a statement was signed under. Starts at 0; every change adds one.</summary>
public readonly record struct ConfigurationNumber(ulong Value) : IComparable<ConfigurationNumber>
{
    public ConfigurationNumber Next => new(Value + 1);

    public int CompareTo(ConfigurationNumber other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static bool operator <(ConfigurationNumber left, ConfigurationNumber right) => left.Value < right.Value;

    public static bool operator >(ConfigurationNumber left, ConfigurationNumber right) => left.Value > right.Value;

    public static bool operator <=(ConfigurationNumber left, ConfigurationNumber right) => left.Value <= right.Value;

    public static bool operator >=(ConfigurationNumber left, ConfigurationNumber right) => left.Value >= right.Value;
}
