namespace Witan.Primitives;

/// <summary>
/// A reading of a monotonic clock, in microseconds from an arbitrary start. All durations come from it.
/// </summary>
public readonly record struct Instant(long Microseconds) : IComparable<Instant>
{
    public int CompareTo(Instant other) => Microseconds.CompareTo(other.Microseconds);

    public static Instant operator +(Instant left, TimeSpan duration) =>
        new(left.Microseconds + (duration.Ticks / TimeSpan.TicksPerMicrosecond));

    public static Instant Add(Instant left, TimeSpan duration) => left + duration;

    public static TimeSpan operator -(Instant left, Instant right) =>
        new((left.Microseconds - right.Microseconds) * TimeSpan.TicksPerMicrosecond);

    public static TimeSpan Subtract(Instant left, Instant right) => left - right;

    public static bool operator <(Instant left, Instant right) => left.Microseconds < right.Microseconds;

    public static bool operator >(Instant left, Instant right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(Instant left, Instant right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(Instant left, Instant right) => left.Microseconds >= right.Microseconds;
}
