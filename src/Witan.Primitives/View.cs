namespace Witan.Primitives;

/// <summary>A view: the term of one leader. Starts at 0 and only grows.</summary>
public readonly record struct View(ulong Value) : IComparable<View>
{
    public View Next => new(Value + 1);

    public int CompareTo(View other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static bool operator <(View left, View right) => left.Value < right.Value;

    public static bool operator >(View left, View right) => left.Value > right.Value;

    public static bool operator <=(View left, View right) => left.Value <= right.Value;

    public static bool operator >=(View left, View right) => left.Value >= right.Value;
}
