namespace Witan.Primitives;

/// <summary>
/// The stable id of a member. It survives changes of keys and addresses and is never given out twice.
/// </summary>
public readonly record struct ReplicaId(uint Value) : IComparable<ReplicaId>
{
    public int CompareTo(ReplicaId other) => Value.CompareTo(other.Value);

    public override string ToString() => "R" + Value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static bool operator <(ReplicaId left, ReplicaId right) => left.Value < right.Value;

    public static bool operator >(ReplicaId left, ReplicaId right) => left.Value > right.Value;

    public static bool operator <=(ReplicaId left, ReplicaId right) => left.Value <= right.Value;

    public static bool operator >=(ReplicaId left, ReplicaId right) => left.Value >= right.Value;
}
