using Witan.Core.Certificates;
using Witan.Core.Messages;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>
/// A block that may have executed a bundle: its commitment, the leaves proved to its results root, and who signed
/// commitments
/// that cover it. Votes for different heights count together, since each commitment chains the older ones.
/// </summary>
internal sealed class Execution
{
    private readonly ulong _first;
    private readonly (Reply Reply, int Index)?[] _leaves;
    private readonly Covering?[] _coverings;
    private int _missing;

    public Execution(StateCommitment commitment, ulong first, int count, int members)
    {
        _coverings = new Covering?[members];
        Commitment = commitment;
        _first = first;
        _leaves = new (Reply, int)?[count];
        _missing = count;
    }

    public StateCommitment Commitment { get; }

    /// <summary>The first reply whose proof was checked against <see cref="Commitment"/>.</summary>
    public Reply? Proved { get; private set; }

    /// <summary>Whether the leaves of all numbers are at hand.</summary>
    public bool HasAllLeaves => _missing == 0;

    /// <summary>Members whose vote covers <see cref="Commitment"/>.</summary>
    public MemberSet Cover { get; private set; }

    /// <summary>The newest signed commitment of each member that covers it, with the way there.</summary>
    public IEnumerable<Covering> Coverings => _coverings.OfType<Covering>();

    /// <summary>Counts a member whose vote covers the commitment. Path and proof of the reply were checked.</summary>
    public Covering AddCover(int place, Reply reply)
    {
        Cover = Cover.With(place);
        Proved ??= reply;
        return _coverings[place] = new Covering(reply.Path, reply.SignedCommitment);
    }

    /// <summary>Takes a leaf of a reply whose proof was checked.</summary>
    public void AddLeaf(ulong number, Reply reply, int index)
    {
        ref var leaf = ref _leaves[(int)(number - _first)];
        if (leaf is not null) return;
        leaf = (reply, index);
        _missing--;
    }

    /// <summary>Where the leaf of a number of the bundle stands, or null while nobody sent it.</summary>
    public (Reply Reply, int Index)? LeafOf(ulong number) => _leaves[(int)(number - _first)];
}
