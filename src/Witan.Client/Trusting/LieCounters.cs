using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// Counts per member what it lied about and keeps the first evidence of each proved kind. Bounded by members and
/// kinds.
/// </summary>
public sealed class LieCounters
{
    private const int Kinds = (int)LieKind.NoAnswer + 1;

    private readonly Configuration _configuration;
    private readonly ulong[] _counts;
    private readonly SortedList<(int Place, LieKind Kind), Lie> _evidence = [];

    internal LieCounters(Configuration configuration)
    {
        _configuration = configuration;
        _counts = new ulong[configuration.N * Kinds];
    }

    /// <summary>The first evidence per member and proved kind.</summary>
    public IReadOnlyList<Lie> Evidence => [.. _evidence.Values];

    /// <summary>How often anything was counted against anybody.</summary>
    public ulong Total { get; private set; }

    /// <summary>Whether signatures prove it to others; the rest this client merely observed.</summary>
    public static bool IsProved(LieKind kind) => kind is LieKind.Equivocation or LieKind.ContradictsCertificate;

    public static LieWeight WeightOf(LieKind kind) => kind switch
    {
        _ when IsProved(kind) => LieWeight.Proved,
        LieKind.UncertifiedClaim or LieKind.NoAnswer => LieWeight.Late,
        _ => LieWeight.Observed,
    };

    /// <summary>How often; 0 for who is no member.</summary>
    public ulong Count(ReplicaId member, LieKind kind)
    {
        var place = _configuration.PlaceOf(member);
        return place < 0 ? 0 : _counts[Index(place, kind)];
    }

    internal void Observe(ReplicaId member, LieKind kind)
    {
        var place = _configuration.PlaceOf(member);
        if (place >= 0) Add(place, kind);
    }

    internal void Prove(Lie lie)
    {
        var place = _configuration.PlaceOf(lie.Member);
        if (place < 0) return;
        Add(place, lie.Kind);
        _evidence.TryAdd((place, lie.Kind), lie);
    }

    private void Add(int place, LieKind kind)
    {
        _counts[Index(place, kind)]++;
        Total++;
    }

    private static int Index(int place, LieKind kind) => (place * Kinds) + (int)kind;
}
