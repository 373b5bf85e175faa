using System.Diagnostics.CodeAnalysis;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Core.Execution;

/// <summary>
/// Sessions while one block executes: opens, marks, keeps and drops results, and writes back what changed.
/// </summary>
internal sealed class SessionLedger(StateEditor state, ClusterParameters parameters, BlockTime time)
{
    private readonly SortedList<SessionId, SessionEntry> _touched = [];
    private readonly MapEditor _keys = state.Open(CoreMaps.Keys);
    private readonly MapEditor _sessions = state.Open(CoreMaps.Sessions);
    private readonly MapEditor _results = state.Open(CoreMaps.Results);

    /// <summary>
    /// The session, opened if it may be; false for an unknown client or an incarnation that has expired.
    /// </summary>
    public bool TryOpen(SessionId session, [NotNullWhen(true)] out SessionEntry? entry)
    {
        if (_touched.TryGetValue(session, out entry)) return true;
        if (_sessions.TryGet(SessionKeys.Session(session), out var bytes)) entry = SessionEntry.Decode(bytes.Span);
        else if (!TryCreate(session, out entry)) return false;
        _touched.Add(session, entry);
        return true;
    }

    /// <summary>Takes the client's word that it holds certified results of all numbers below.</summary>
    public void Acknowledge(SessionId session, ulong below)
    {
        var entry = _touched[session];
        entry.Acknowledge(below);
        Drop(session, entry, below);
    }

    /// <summary>
    /// Keeps what a bundle's requests resulted in until all of it is acknowledged or the session's quota pushes it out.
    /// </summary>
    /// <param name="leaves">Of one bundle in this block, at least one, by rising number.</param>
    public void Keep(IReadOnlyList<ResultLeaf> leaves)
    {
        var session = leaves[0].Session;
        var entry = _touched[session];
        entry.LastActive = time;
        var start = 0;
        while (start < leaves.Count && leaves[start].Number < entry.DroppedBelow) start++;
        while (start < leaves.Count)
        {
            var count = KeptResults.Fitting(leaves, start);
            var kept = leaves is KeptLeaves whole && count == whole.Count
                ? whole.Entry
                : KeptResults.Encode(leaves, start, count);
            _results.PutOwned(SessionKeys.Result(session, leaves[start].Number), kept);
            entry.KeptBytes += (ulong)kept.Length;
            start += count;
        }

        if (entry.KeptBytes > parameters.KeptResultBytes) DropOldest(session, entry);
    }

    public void Finish()
    {
        foreach (var (session, entry) in _touched) _sessions.PutOwned(SessionKeys.Session(session), entry.Encode());
    }

    private bool TryCreate(SessionId session, [NotNullWhen(true)] out SessionEntry? entry)
    {
        entry = null;
        var clientKey = SessionKeys.Client(session.Client);
        if (!_keys.TryGet(clientKey, out var bytes)) return false;
        var key = KeyEntry.Decode(bytes.Span);
        if (session.Incarnation <= key.ExpiredUpTo) return false;
        if (key.Sessions >= parameters.SessionsPerKey && !TryExpireLongestIdle(session.Client, ref key)) return false;
        if (session.Incarnation <= key.ExpiredUpTo) return false;
        entry = new SessionEntry(parameters.SessionWindow) { LastActive = time };
        _keys.PutOwned(clientKey, (key with { Sessions = key.Sessions + 1 }).Encode());
        _sessions.PutOwned(SessionKeys.Session(session), entry.Encode());
        return true;
    }

    /// <summary>
    /// Makes room by block time: the longest idle session goes, of equally idle ones the lowest incarnation. Sessions
    /// that this block uses stay.
    /// </summary>
    private bool TryExpireLongestIdle(PublicKey client, ref KeyEntry key)
    {
        SessionId? idlest = null;
        var since = new BlockTime(long.MaxValue);
        var first = SessionKeys.Session(new SessionId(client, 0));
        var end = SessionKeys.Session(new SessionId(client, ulong.MaxValue));
        foreach (var entry in _sessions.Range(first, end))
        {
            var session = SessionKeys.ReadSession(entry.Key.Span);
            if (_touched.ContainsKey(session)) continue;
            var active = SessionEntry.Decode(entry.Value.Span).LastActive;
            if (active >= since) continue;
            since = active;
            idlest = session;
        }

        if (idlest is not { } expired) return false;
        _sessions.Delete(SessionKeys.Session(expired));
        DropResults(expired, ulong.MaxValue, null);
        key = new KeyEntry(Math.Max(key.ExpiredUpTo, expired.Incarnation), key.Sessions - 1);
        return true;
    }

    private void Drop(SessionId session, SessionEntry entry, ulong below)
    {
        if (below <= entry.DroppedBelow) return;
        DropResults(session, below, entry);
        entry.DroppedBelow = below;
    }

    /// <summary>Drops kept results from the lowest number up until the session is within its quota.</summary>
    private void DropOldest(SessionId session, SessionEntry entry)
    {
        var doomed = new List<ReadOnlyMemory<byte>>();
        foreach (var kept in ResultsBelow(session, ulong.MaxValue))
        {
            if (entry.KeptBytes <= parameters.KeptResultBytes) break;
            entry.KeptBytes -= (ulong)kept.Value.Length;
            entry.DroppedBelow = Math.Max(entry.DroppedBelow, KeptResults.LastOf(kept.Value.Span) + 1);
            doomed.Add(kept.Key);
        }

        foreach (var key in doomed) _results.Delete(key.Span);
    }

    /// <summary>Drops what was kept of numbers below, as far as nothing else is kept with it.</summary>
    /// <param name="session">Whose results.</param>
    /// <param name="below">The lowest number that stays.</param>
    /// <param name="entry">Null for a session that goes.</param>
    private void DropResults(SessionId session, ulong below, SessionEntry? entry)
    {
        var doomed = new List<ReadOnlyMemory<byte>>();
        foreach (var kept in ResultsBelow(session, below))
        {
            if (KeptResults.LastOf(kept.Value.Span) >= below) continue;
            doomed.Add(kept.Key);
            if (entry is not null) entry.KeptBytes -= (ulong)kept.Value.Length;
        }

        foreach (var key in doomed) _results.Delete(key.Span);
    }

    private IEnumerable<Application.MapEntry> ResultsBelow(SessionId session, ulong below) =>
        _results.Range(SessionKeys.Result(session, 0), SessionKeys.Result(session, below));
}
