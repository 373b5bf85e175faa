using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Pbft;

/// <summary>
/// Which members were heard and how far they say they are: whether this replica has ground to suspect a leader. A VIEW-CHANGE
/// cannot be taken back, and who sent it alone votes no more until others follow. So silence counts only once a quorum was
/// heard, and only for a replica that is not behind: what it waits for may be decided long ago.
/// </summary>
/// <param name="configuration">Whose members.</param>
/// <param name="self">Always heard.</param>
/// <param name="patience">
/// How long a height that a weak quorum claims may stay out of reach before this replica is behind: votes for it may still be
/// on their way.
/// </param>
internal sealed class PeerHeights(Configuration configuration, ReplicaId self, TimeSpan patience)
{
    private readonly ulong?[] _claims = new ulong?[configuration.N];
    private MemberSet _heard = Only(configuration.PlaceOf(self));
    private Height? _outOfReach;
    private Instant _seen;

    /// <summary>The last moment at which nothing could be held against the leader.</summary>
    public Instant LastExcuse { get; private set; }

    public bool HasHeardQuorum => configuration.Quorums.IsQuorum(_heard);

    /// <summary>When a height that is out of reach makes this replica behind; null while none is.</summary>
    public Instant? Due => _outOfReach is null ? null : _seen + patience;

    /// <summary>A message came from a member, or from somebody else.</summary>
    /// <returns>Whether it was the first of this member: the cluster is still coming up.</returns>
    public bool Hear(ReplicaId peer, Instant now)
    {
        var place = configuration.PlaceOf(peer);
        if (place < 0 || _heard.Contains(place)) return false;
        _heard = _heard.With(place);
        LastExcuse = now;
        return true;
    }

    /// <summary>This replica itself stood still or began anew.</summary>
    public void Excuse(Instant now) => LastExcuse = now;

    public void Claim(ReplicaId peer, Height executed, Height own, Instant now)
    {
        if (configuration.PlaceOf(peer) is not (>= 0 and var place)) return;
        _claims[place] = executed.Value;
        Look(own, now);
    }

    /// <summary>
    /// Compares the own height with what a weak quorum claims: one of them is correct, so the height can be had from it. One
    /// claim is followed until it is reached; a replica a moment behind a moving cluster is not behind.
    /// </summary>
    public void Look(Height own, Instant now)
    {
        if (_outOfReach is { } wanted)
        {
            if (now >= Due) LastExcuse = now;
            if (wanted > own) return;
            _outOfReach = null;
        }

        if (configuration.Quorums.HighestOfWeakQuorum(_claims) is not { } claim || claim <= own.Value) return;
        _outOfReach = new Height(claim);
        _seen = now;
    }

    private static MemberSet Only(int place) => place < 0 ? MemberSet.Empty : MemberSet.Empty.With(place);
}
