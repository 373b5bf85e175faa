using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Transfer;

/// <summary>What each peer last said of how far it is. Claims: each makes this replica ask, none is believed for long.</summary>
internal sealed class PeerTable(ReplicaId self)
{
    private readonly SortedList<ReplicaId, Progress> _said = [];
    private readonly SortedSet<ReplicaId> _silent = [];

    /// <summary>By id.</summary>
    public IReadOnlyList<KeyValuePair<ReplicaId, Progress>> All => [.. _said];

    public void Note(ReplicaId peer, Progress progress) => _said[peer] = progress;

    /// <summary>It was asked for what it claims to have, and did not answer in time. No lie: it may be cut off.</summary>
    public void NoteSilent(ReplicaId peer) => _silent.Add(peer);

    public void NoteAnswer(ReplicaId peer) => _silent.Remove(peer);

    /// <summary>Whether it owes an answer; what it claims alone is then not waited for.</summary>
    public bool IsSilent(ReplicaId peer) => _silent.Contains(peer);

    public Progress? Of(ReplicaId peer) => _said.GetValueOrDefault(peer);

    /// <summary>Whether this replica and those that it heard are a quorum.</summary>
    public bool HasHeardQuorum(Configuration configuration)
    {
        var heard = MemberSet.Empty;
        for (var place = 0; place < configuration.N; place++)
        {
            var id = configuration.Members[place].Id;
            if (id == self || _said.ContainsKey(id)) heard = heard.With(place);
        }

        return configuration.Quorums.IsQuorum(heard);
    }

    /// <summary>Whether any peer claims this.</summary>
    public bool Any(Func<Progress, bool> claims)
    {
        foreach (var (_, progress) in _said)
        {
            if (claims(progress)) return true;
        }

        return false;
    }

    /// <summary>What a weak quorum claims, so at least one correct member; 0 while none does.</summary>
    public Height OfWeakQuorum(Configuration configuration, Func<Progress, Height> of)
    {
        var claims = new ulong?[configuration.N];
        foreach (var (id, said) in _said)
        {
            if (configuration.PlaceOf(id) is >= 0 and var place) claims[place] = of(said).Value;
        }

        return new Height(configuration.Quorums.HighestOfWeakQuorum(claims) ?? 0);
    }

    /// <summary>The peer whose turn it is among those that claim this.</summary>
    /// <param name="claims">What it must claim.</param>
    /// <param name="asked">Whose turn it was; moved on.</param>
    public ReplicaId? Next(Func<Progress, bool> claims, ref ReplicaId asked)
    {
        ReplicaId? first = null;
        foreach (var (id, progress) in _said)
        {
            if (id == self || !claims(progress)) continue;
            first ??= id;
            if (id <= asked) continue;
            asked = id;
            return id;
        }

        if (first is { } wrapped) asked = wrapped;
        return first;
    }
}
