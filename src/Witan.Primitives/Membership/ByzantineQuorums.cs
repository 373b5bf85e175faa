namespace Witan.Primitives.Membership;

/// <summary>
/// One vote per member. Quorum Q = ceil((n + f + 1) / 2), weak quorum f + 1. Q is the smallest size at which two
/// quorums share f + 1 members, so at least one correct one; 2f + 1 is the same only for n = 3f + 1.
/// </summary>
public sealed class ByzantineQuorums : QuorumSystem
{
    /// <param name="n">Members, 1 .. <see cref="Limits.MaxMembers"/>.</param>
    /// <param name="f">How many may lie; n must be at least 3f + 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">n or f out of range.</exception>
    public ByzantineQuorums(int n, int f) : base(n, f)
    {
        if (n is < 1 or > Limits.MaxMembers) throw new ArgumentOutOfRangeException(nameof(n));
        if (f < 0 || n < (3 * f) + 1) throw new ArgumentOutOfRangeException(nameof(f), "n must be at least 3f + 1");
        SmallestQuorum = (n + f + 2) / 2;
    }

    public override uint Mode => 0;

    public override int SmallestQuorum { get; }

    public override bool IsQuorum(MemberSet members) => members.Count >= SmallestQuorum;

    public override bool IsWeakQuorum(MemberSet members) => members.Count >= F + 1;
}
