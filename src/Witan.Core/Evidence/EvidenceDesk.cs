using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Core.Evidence;

/// <summary>
/// Keeps proved lies durably and lets them travel (RULES 9): who saw one half of a lie can prove nothing, so the pair
/// must reach it. Each replica names what it holds in its <see cref="Progress"/>; who lacks a pair asks for it. A
/// cluster without liars pays four bytes. Nothing is kept from a peer but two signatures that contradict each other.
/// </summary>
internal sealed class EvidenceDesk(
    Configurations configurations, ReplicaOptions options, IReadOnlyList<Record> recovered)
{
    private readonly EvidenceStore _store = EvidenceStore.Restore(recovered);
    private readonly SortedList<(ReplicaId Member, string What), ulong> _observed = [];
    private readonly SortedList<ReplicaId, (EvidenceKey Key, Instant At)> _asked = [];
    private readonly SortedList<ReplicaId, Instant> _answered = [];

    /// <summary>What this replica can show, to be named to peers.</summary>
    public IReadOnlyList<EvidenceKey> Held => _store.Keys;

    /// <summary>Lies that signatures prove to anybody.</summary>
    public IReadOnlyList<(EvidencePair Pair, ulong Count)> Proved => _store.All;

    public int Pairs => _store.Pairs;

    /// <summary>What this replica saw of others and cannot prove: per member and kind.</summary>
    public IReadOnlyList<KeyValuePair<(ReplicaId Member, string What), ulong>> Observed => [.. _observed];

    public bool HasObserved(ReplicaId member, string what) => _observed.ContainsKey((member, what));

    public void Step(in Clock now, Input.Received received, Outbox outbox)
    {
        if (received.From.Replica is not { } peer) return;
        switch (received.Message.Message)
        {
            case Progress progress:
                OnProgress(now, progress, peer, outbox);
                break;
            case FetchEvidence fetch:
                OnFetch(now, fetch, peer, outbox);
                break;
            case EvidenceAnswer answer:
                OnAnswer(answer, peer, outbox);
                break;
        }
    }

    /// <summary>A machine of this replica holds two verified statements against their signer.</summary>
    public void OnAccuse(Internal.Accuse accuse, Outbox outbox)
    {
        var pair = EvidencePair.Of(accuse.First, accuse.Second);
        if (pair.IsLie) Take(pair, outbox);
    }

    /// <param name="member">A member: the number of names is bounded by the configurations.</param>
    /// <param name="what">A constant of the code.</param>
    public void Observe(ReplicaId member, string what)
    {
        if (configurations.Newest.PlaceOf(member) < 0) return;
        _observed[(member, what)] = _observed.GetValueOrDefault((member, what)) + 1;
    }

    /// <summary>
    /// One pair per peer and interval: a peer that names what it has not got only wastes its own turn.
    /// </summary>
    private void OnProgress(in Clock now, Progress progress, ReplicaId peer, Outbox outbox)
    {
        if (progress.Held.Count == 0 || (_asked.TryGetValue(peer, out var asked) && IsSoon(asked.At, now))) return;
        foreach (var key in progress.Held)
        {
            if (_store.Find(key) is not null || !IsMember(key) || !_store.HasRoomFor(key.Member)) continue;
            _asked[peer] = (key, now.Monotonic);
            outbox.SendEarly(new FetchEvidence(key), Destination.One(peer));
            return;
        }
    }

    private void OnFetch(in Clock now, FetchEvidence fetch, ReplicaId peer, Outbox outbox)
    {
        if (_store.Find(fetch.Key) is not { } pair) return;
        if (_answered.TryGetValue(peer, out var last) && IsSoon(last, now))
        {
            outbox.Reject(Rejection.OverQuota, peer);
            return;
        }

        _answered[peer] = now.Monotonic;
        outbox.SendEarly(new EvidenceAnswer(pair), Destination.One(peer));
    }

    private void OnAnswer(EvidenceAnswer answer, ReplicaId peer, Outbox outbox)
    {
        var pair = answer.Pair;
        if (!_asked.TryGetValue(peer, out var asked) || asked.Key != pair.Key || _store.Find(pair.Key) is not null)
        {
            outbox.Reject(Rejection.NotAsked, peer);
            return;
        }

        if (pair.IsLie)
        {
            Take(pair, outbox);
            return;
        }

        outbox.Reject(Rejection.NoLie, peer);
        Observe(peer, Observations.Evidence);
    }

    private void Take(EvidencePair pair, Outbox outbox)
    {
        var member = pair.Key.Member;
        if (!_store.Add(pair, out var record)) Observe(member, Observations.Unkept);
        if (record is null) return;
        outbox.Store(record);
        outbox.Note(new Trace(TraceKind.Evidence, Replica: member, Reason: pair.First.Statement.Domain));
    }

    private bool IsMember(EvidenceKey key) => configurations.ByNumber(key.Configuration)?.PlaceOf(key.Member) >= 0;

    /// <summary>Peers ask once per interval; half of it allows for the way of the messages.</summary>
    private bool IsSoon(Instant last, in Clock now)
    {
        var since = now.Monotonic - last;
        return since + since < options.StatusInterval;
    }
}
