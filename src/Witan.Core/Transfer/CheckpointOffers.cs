using Witan.Core.Certification;
using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Core.Transfer;

/// <summary>
/// Offers the newest checkpoint's certificate to a peer that says it has an older one: one per peer and StatusInterval, a few
/// KiB at most. Nothing younger than an interval is offered, since the votes for it are on their way.
/// </summary>
internal sealed class CheckpointOffers(ReplicaOptions options, CertificationMachine certification)
{
    private readonly SortedList<ReplicaId, Instant> _offered = [];
    private Height _stableAtLastTick;

    public void OnTick() => _stableAtLastTick = certification.StableHeight;

    public void OnProgress(in Clock now, Progress progress, ReplicaId peer, Outbox outbox)
    {
        if (progress.Stable >= _stableAtLastTick || certification.Stable is not { } stable) return;
        if (_offered.TryGetValue(peer, out var last) && IsSoon(last, now)) return;
        _offered[peer] = now.Monotonic;
        outbox.SendEarly(new Checkpoint(stable), Destination.One(peer));
    }

    /// <summary>Peers speak once per interval; half of it allows for the way of the messages.</summary>
    private bool IsSoon(Instant last, in Clock now)
    {
        var since = now.Monotonic - last;
        return since + since < options.StatusInterval;
    }
}
