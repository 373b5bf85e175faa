using System.Globalization;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>A place in an order that is known: a slot of the log, or a revision.</summary>
/// <param name="Major">The height, or the revision.</param>
/// <param name="Minor">The index within it.</param>
public readonly record struct OrderPosition(long Major, long Minor) : IComparable<OrderPosition>
{
    /// <summary>Of a read that saw everything up to and with a height, e.g. a confirm read.</summary>
    public static OrderPosition AfterAllOf(long height) => new(height, long.MaxValue);

    public int CompareTo(OrderPosition other) =>
        Major != other.Major ? Major.CompareTo(other.Major) : Minor.CompareTo(other.Minor);

    public override string ToString() => Minor == long.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"{Major}.end")
        : string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    public static bool operator <(OrderPosition left, OrderPosition right) => left.CompareTo(right) < 0;

    public static bool operator >(OrderPosition left, OrderPosition right) => left.CompareTo(right) > 0;

    public static bool operator <=(OrderPosition left, OrderPosition right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OrderPosition left, OrderPosition right) => left.CompareTo(right) >= 0;
}
