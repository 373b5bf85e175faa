using System.Globalization;
using Witan.Primitives;

namespace Witan.Simulation.Worlds;

/// <summary>Who takes part: replica 0, client c0, gateway g0.</summary>
/// <param name="Kind">Replica, client or gateway.</param>
/// <param name="Number">From 0 within its kind.</param>
public readonly record struct Party(PartyKind Kind, int Number) : IComparable<Party>
{
    public bool IsReplica => Kind == PartyKind.Replica;

    /// <summary>The id of a replica.</summary>
    public ReplicaId Id => new((uint)Number);

    public static Party Replica(int number) => new(PartyKind.Replica, number);

    public static Party Of(ReplicaId id) => new(PartyKind.Replica, (int)id.Value);

    public static Party Client(int number) => new(PartyKind.Client, number);

    public static Party Gateway(int number) => new(PartyKind.Gateway, number);

    public int CompareTo(Party other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind) : Number.CompareTo(other.Number);

    public override string ToString()
    {
        var number = Number.ToString(CultureInfo.InvariantCulture);
        return Kind switch { PartyKind.Replica => "R" + number, PartyKind.Client => "c" + number, _ => "g" + number };
    }

    public static bool operator <(Party left, Party right) => left.CompareTo(right) < 0;

    public static bool operator >(Party left, Party right) => left.CompareTo(right) > 0;

    public static bool operator <=(Party left, Party right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Party left, Party right) => left.CompareTo(right) >= 0;
}
