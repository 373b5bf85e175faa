using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>Requests that wait to be bundled, in the order in which they came. Bounded by number and bytes.</summary>
internal sealed class RequestQueue(ClientOptions options)
{
    // Session, first number, acknowledgedBelow, count, signature: what a bundle takes beside its requests.
    private const int BundleOverhead = SessionId.Size + 8 + 8 + 4 + Signature.Size;

    private readonly Queue<PendingRequest> _waiting = new();
    private long _bytes;

    /// <summary>Those that were given up in the meantime included.</summary>
    public int Count => _waiting.Count;

    /// <summary>Whether waiting longer would not make the next bundle larger.</summary>
    public bool FillsBundle => _waiting.Count >= Limits.MaxBundleRequests || _bytes >= Limits.MaxBundleBytes;

    /// <summary>Those that were not given up.</summary>
    public IEnumerable<PendingRequest> Waiting => _waiting.Where(request => !request.IsDone);

    public bool HasRoomFor(int bytes) =>
        _waiting.Count < options.MaxQueuedRequests && _bytes + bytes <= options.MaxQueuedBytes;

    public void Add(PendingRequest request)
    {
        _waiting.Enqueue(request);
        _bytes += request.Body.Length;
    }

    /// <summary>Takes the requests of the next bundle.</summary>
    /// <param name="most">Numbers that the session has left.</param>
    public List<PendingRequest> Take(int most)
    {
        var limit = Math.Min(most, Limits.MaxBundleRequests);
        var taken = new List<PendingRequest>(Math.Max(0, Math.Min(_waiting.Count, limit)));
        var size = BundleOverhead;
        while (_waiting.TryPeek(out var next))
        {
            var fits = taken.Count < limit && size + 4 + next.Body.Length <= Limits.MaxBundleBytes;
            if (!next.IsDone && !fits) break;
            _waiting.Dequeue();
            _bytes -= next.Body.Length;
            if (next.IsDone) continue;
            taken.Add(next);
            size += 4 + next.Body.Length;
        }

        return taken;
    }
}
