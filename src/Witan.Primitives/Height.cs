namespace Witan.Primitives;

/// <summary>
/// A place in the chain: slot, sequence number and height are one number. 0 is genesis, blocks start at 1.
/// </summary>
public readonly record struct Height(ulong Value) : IComparable<Height>
{
    /// <summary>Genesis, which no protocol decides.</summary>
    public static Height Genesis => default;

    public Height Next => new(Value + 1);

    /// <summary>The height before. Genesis has none.</summary>
    /// <exception cref="OverflowException">At genesis.</exception>
    public Height Previous => new(Value - 1);

    public int CompareTo(Height other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static Height operator +(Height left, ulong distance) => new(left.Value + distance);

    public static Height Add(Height left, ulong distance) => left + distance;

    /// <summary>How far apart two heights are.</summary>
    /// <exception cref="OverflowException">If <paramref name="right"/> is above <paramref name="left"/>.</exception>
    public static ulong operator -(Height left, Height right) => left.Value - right.Value;

    public static ulong Subtract(Height left, Height right) => left - right;

    public static bool operator <(Height left, Height right) => left.Value < right.Value;

    public static bool operator >(Height left, Height right) => left.Value > right.Value;

    public static bool operator <=(Height left, Height right) => left.Value <= right.Value;

    public static bool operator >=(Height left, Height right) => left.Value >= right.Value;

    public static Height Max(Height a, Height b) => a > b ? a : b;

    public static Height Min(Height a, Height b) => a < b ? a : b;
}
