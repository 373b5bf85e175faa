using System.Globalization;
using Witan.Primitives;

namespace Witan.Simulation.Scenarios;

/// <summary>
/// Somebody in the simulated world. In a file: replicas are numbers (<c>2</c>), clients <c>"c0"</c>, gateways
/// <c>"g0"</c>.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">From 0, counted per kind.</param>
public readonly record struct NodeName(NodeKind Kind, int Index) : IComparable<NodeName>
{
    /// <summary>Far above what a scenario may have; keeps every index an <see cref="int"/>.</summary>
    public const int MaxIndex = 9_999;

    public static NodeName Replica(int index) => new(NodeKind.Replica, index);

    public static NodeName Client(int index) => new(NodeKind.Client, index);

    public static NodeName Gateway(int index) => new(NodeKind.Gateway, index);

    /// <summary>The second instance of a replica.</summary>
    public static NodeName Twin(int index) => new(NodeKind.Twin, index);

    public static NodeName Of(ReplicaId replica) => new(NodeKind.Replica, (int)replica.Value);

    /// <summary>Whether it is an instance of a replica, the first or the second.</summary>
    public bool IsReplica => Kind is NodeKind.Replica or NodeKind.Twin;

    /// <summary>Of a replica: its id in the configuration, which both instances have.</summary>
    public ReplicaId Id => new((uint)Index);

    /// <summary>Reads "c0" and "g0"; null for everything else, also for "c00" and "c+1".</summary>
    public static NodeName? Parse(string text)
    {
        if (text.Length is < 2 or > 5 || (text[1] == '0' && text.Length > 2)) return null;
        NodeKind? kind = text[0] switch { 'c' => NodeKind.Client, 'g' => NodeKind.Gateway, _ => null };
        var digits = text.AsSpan(1);
        if (kind is not { } known || digits.ContainsAnyExceptInRange('0', '9')) return null;
        return new NodeName(known, int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture));
    }

    /// <summary>Replicas, clients, gateways, twins; each by number.</summary>
    public int CompareTo(NodeName other) =>
        Kind == other.Kind ? Index.CompareTo(other.Index) : ((int)Kind).CompareTo((int)other.Kind);

    public override string ToString()
    {
        var number = Index.ToString(CultureInfo.InvariantCulture);
        return Kind switch
        {
            NodeKind.Client => "c" + number,
            NodeKind.Gateway => "g" + number,
            NodeKind.Twin => number + "'",
            _ => number,
        };
    }

    public static bool operator <(NodeName left, NodeName right) => left.CompareTo(right) < 0;

    public static bool operator >(NodeName left, NodeName right) => left.CompareTo(right) > 0;

    public static bool operator <=(NodeName left, NodeName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(NodeName left, NodeName right) => left.CompareTo(right) >= 0;
}
