using System.Diagnostics.CodeAnalysis;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Primitives.Encoding;
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

    /// <summary>Keeps a result until it is acknowledged or the session's quota pushes it out.</summary>
    public void Keep(in ResultLeaf leaf)
    {
        var entry = _touched[leaf.Session];
        entry.LastActive = time;
        if (leaf.Number < entry.DroppedBelow) return;
        var writer = new CanonicalWriter(Digest.Size + leaf.Result.Length);
        writer.Digest(leaf.Request);
        writer.Raw(leaf.Result.Span);
        _results.PutOwned(SessionKeys.Result(leaf.Session, leaf.Number), writer.ToArray());
        entry.KeptBytes += (ulong)writer.Length;
        if (entry.KeptBytes > parameters.KeptResultBytes) DropOldest(leaf.Session, entry);
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
        DeleteResults(expired, 0, ulong.MaxValue, null);
        key = new KeyEntry(Math.Max(key.ExpiredUpTo, expired.Incarnation), key.Sessions - 1);
        return true;
    }

    private void Drop(SessionId session, SessionEntry entry, ulong below)
    {
        if (below <= entry.DroppedBelow) return;
        DeleteResults(session, entry.DroppedBelow, below, entry);
        entry.DroppedBelow = below;
    }

    /// <summary>Drops kept results from the lowest number up until the session is within its quota.</summary>
    private void DropOldest(SessionId session, SessionEntry entry)
    {
        var doomed = new List<ReadOnlyMemory<byte>>();
        var kept = entry.KeptBytes;
        foreach (
            var result in _results.Range(SessionKeys.Result(session, 0), SessionKeys.Result(session, ulong.MaxValue)))
        {
            if (kept <= parameters.KeptResultBytes) break;
            kept -= (ulong)result.Value.Length;
            doomed.Add(result.Key);
        }

        foreach (var key in doomed) _results.Delete(key.Span);
        entry.KeptBytes = kept;
        entry.DroppedBelow = Math.Max(entry.DroppedBelow, SessionKeys.ReadNumber(doomed[^1].Span) + 1);
    }

    private void DeleteResults(SessionId session, ulong from, ulong below, SessionEntry? entry)
    {
        var doomed = new List<ReadOnlyMemory<byte>>();
        foreach (var result in _results.Range(SessionKeys.Result(session, from), SessionKeys.Result(session, below)))
        {
            doomed.Add(result.Key);
            if (entry is not null) entry.KeptBytes -= (ulong)result.Value.Length;
        }

        foreach (var key in doomed) _results.Delete(key.Span);
    }
}
