using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Core.Admission;

/// <summary>
/// Verified bundles that are not executed: in order of arrival, and per session. Bounded in bytes per session, per key
/// and in all. A bundle leaves when its requests are executed or void, never when it is proposed or decided.
/// </summary>
internal sealed class BundlePool(ReplicaOptions options) : IPendingRequests
{
    private readonly LinkedList<PooledBundle> _arrivals = [];
    private readonly Dictionary<Digest, LinkedListNode<PooledBundle>> _byDigest = [];
    private readonly SortedDictionary<SessionId, SessionQueue> _sessions = [];
    private readonly Dictionary<PublicKey, long> _bytesOfKey = [];
    private readonly Dictionary<PublicKey, int> _sessionsOfKey = [];

    /// <summary>As many as the state keeps per key (RULES 11): more would execute by ending each other.</summary>
    public const int MaxSessionsPerKey = 64;

    public bool Any => _arrivals.Count > 0;

    public int Count => _arrivals.Count;

    public long Bytes { get; private set; }

    public Instant? OldestSince
    {
        get
        {
            Instant? oldest = null;
            foreach (var (_, queue) in _sessions)
            {
                if (oldest is null || queue.OldestSince < oldest) oldest = queue.OldestSince;
            }

            return oldest;
        }
    }

    /// <summary>In order of arrival.</summary>
    public IEnumerable<PooledBundle> InOrder => _arrivals;

    /// <summary>All sessions with waiting bundles, in order.</summary>
    public IReadOnlyList<SessionId> Sessions => [.. _sessions.Select(s => s.Key)];

    public Bundle? Find(Digest digest) => _byDigest.TryGetValue(digest, out var node) ? node.Value.Bundle : null;

    public PoolOutcome Add(Bundle bundle, Instant now)
    {
        if (_byDigest.ContainsKey(bundle.Digest)) return PoolOutcome.Duplicate;
        var queue = _sessions.GetValueOrDefault(bundle.Session);
        if (queue?.Find(bundle.First) is not null) return PoolOutcome.Conflicting;
        if (IsOverQuota(bundle, queue)) return PoolOutcome.OverQuota;
        if (queue is null)
        {
            _sessions.Add(bundle.Session, queue = new SessionQueue());
            _sessionsOfKey[bundle.Session.Client] = _sessionsOfKey.GetValueOrDefault(bundle.Session.Client) + 1;
        }

        var pooled = new PooledBundle(bundle, now);
        queue.Add(pooled, now);
        _byDigest.Add(bundle.Digest, _arrivals.AddLast(pooled));
        Charge(bundle.Session.Client, pooled.Bytes);
        return PoolOutcome.Added;
    }

    /// <summary>
    /// Whether the client signed another request under one of these numbers, as far as the pool holds it.
    /// </summary>
    public bool Contradicts(Bundle bundle) => _sessions.GetValueOrDefault(bundle.Session)?.Contradicts(bundle) ?? false;

    /// <summary>Removes the bundles of a session that <paramref name="isDone"/> says need no order any more.</summary>
    public void RemoveDone(SessionId session, Func<Bundle, bool> isDone, Instant now)
    {
        if (!_sessions.TryGetValue(session, out var queue)) return;
        for (var i = queue.Bundles.Count - 1; i >= 0; i--)
        {
            var pooled = queue.Bundles[i];
            if (!isDone(pooled.Bundle)) continue;
            queue.Remove(pooled, now);
            _byDigest.Remove(pooled.Bundle.Digest, out var node);
            _arrivals.Remove(node!);
            Charge(session.Client, -pooled.Bytes);
        }

        if (!queue.IsEmpty) return;
        _sessions.Remove(session);
        var left = _sessionsOfKey[session.Client] - 1;
        if (left == 0) _sessionsOfKey.Remove(session.Client);
        else _sessionsOfKey[session.Client] = left;
    }

    private bool IsOverQuota(Bundle bundle, SessionQueue? queue)
    {
        var bytes = bundle.Body.Length;
        return (queue is null && _sessionsOfKey.GetValueOrDefault(bundle.Session.Client) >= MaxSessionsPerKey)
            || Bytes + bytes > options.PoolBytes
            || (queue?.Bytes ?? 0) + bytes > options.PoolBytesPerSession
            || _bytesOfKey.GetValueOrDefault(bundle.Session.Client) + bytes > options.PoolBytesPerKey;
    }

    private void Charge(PublicKey client, long bytes)
    {
        Bytes += bytes;
        var total = _bytesOfKey.GetValueOrDefault(client) + bytes;
        if (total == 0) _bytesOfKey.Remove(client);
        else _bytesOfKey[client] = total;
    }
}
