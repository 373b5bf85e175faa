namespace Witan.Primitives;

/// <summary>
/// Time as the replicated state sees it: microseconds since 1970-01-01T00:00:00Z, proposed by leaders, never
/// decreasing.
/// </summary>
public readonly record struct BlockTime(long Microseconds) : IComparable<BlockTime>
{
    public int CompareTo(BlockTime other) => Microseconds.CompareTo(other.Microseconds);

    public override string ToString() =>
        Microseconds.ToString(System.Globalization.CultureInfo.InvariantCulture) + "us";

    public static BlockTime Max(BlockTime a, BlockTime b) => a.Microseconds >= b.Microseconds ? a : b;

    public static bool operator <(BlockTime left, BlockTime right) => left.Microseconds < right.Microseconds;

    public static bool operator >(BlockTime left, BlockTime right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(BlockTime left, BlockTime right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(BlockTime left, BlockTime right) => left.Microseconds >= right.Microseconds;
}
