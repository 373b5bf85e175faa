namespace Witan.Primitives.Membership;

/// <summary>
/// Answers for sets of members which of them may decide. Protocols ask here and never count: weights, crash-only
/// quorums and fast modes slide in behind this type.
/// </summary>
public abstract class QuorumSystem
{
    private protected QuorumSystem(int n, int f)
    {
        N = n;
        F = f;
    }

    /// <summary>The mode number in every signed text (u32). 0 is one vote per member.</summary>
    public abstract uint Mode { get; }

    /// <summary>Members.</summary>
    public int N { get; }

    /// <summary>How many members may lie.</summary>
    public int F { get; }

    /// <summary>Any two quorums share a correct member, and the correct members alone hold one.</summary>
    public abstract bool IsQuorum(MemberSet members);

    /// <summary>Holds at least one correct member.</summary>
    public abstract bool IsWeakQuorum(MemberSet members);

    /// <summary>The fewest members that a quorum can have: a bound for tables and decoders.</summary>
    public abstract int SmallestQuorum { get; }

    /// <summary>
    /// A quorum within <paramref name="members"/> from which no member can be left out, the lowest places first, so
    /// that every replica picks the same; null if <paramref name="members"/> holds none.
    /// </summary>
    public MemberSet? MinimalQuorum(MemberSet members)
    {
        if (!IsQuorum(members)) return null;
        var quorum = members;
        for (var place = N - 1; place >= 0; place--)
        {
            if (quorum.Contains(place) && IsQuorum(quorum.Without(place))) quorum = quorum.Without(place);
        }

        return quorum;
    }

    /// <summary>
    /// The highest value that a weak quorum claims to have reached: at least one correct member is there.
    /// </summary>
    /// <param name="claims">One claim per place; null where none is known.</param>
    /// <returns>Null when those who claim anything are no weak quorum.</returns>
    public ulong? HighestOfWeakQuorum(ReadOnlySpan<ulong?> claims)
    {
        ulong? best = null;
        for (var candidate = 0; candidate < claims.Length; candidate++)
        {
            if (claims[candidate] is not { } value || value <= best) continue;
            if (IsWeakQuorum(AtLeast(claims, value))) best = value;
        }

        return best;
    }

    private static MemberSet AtLeast(ReadOnlySpan<ulong?> claims, ulong value)
    {
        var set = MemberSet.Empty;
        for (var place = 0; place < claims.Length; place++)
        {
            if (claims[place] >= value) set = set.With(place);
        }

        return set;
    }
}
