using Witan.Core.Certificates;
using Witan.Core.Contract;
using Witan.Core.Ordering;

namespace Witan.Protocols.Pbft;

/// <summary>
/// What the shared rooms tell of execution and checkpoints (OSDI'99 4.3): they sign, count and fetch; here only the
/// watermarks move.
/// </summary>
internal sealed partial class PbftOrdering
{
    private void OnExecuted(Internal.Executed executed, Outbox outbox)
    {
        _peers.Look(executed.Commitment.Height, _now.Monotonic);
        if (IsNormal && executed.Commitment.Height > _newViewTop && (executed.NewRequests || !_context.Pending.Any))
            _attempts = 0;
        // Executing may have decided a change of configuration: from here on there is something to fill up to.
        if (IsFilling) ArmRequestTimer(outbox);
        TryPropose(outbox);
    }

    /// <summary>h moves: voting state at or below it is dropped, and slots that were above H may open.</summary>
    private void OnCheckpointStable(StateCertificate certificate, Outbox outbox)
    {
        if (certificate.Height <= _low) return;
        _low = certificate.Height;
        _stable = certificate;
        _lastDecided = _now.Monotonic;
        while (_slots.Count > 0 && _slots.Keys.First() <= _low) _slots.Remove(_slots.Keys.First());
        Invariant.Require(_slots.Count == 0 || _slots.Keys.First() > _low, "S5 every live slot is above h");
        AcceptNewViewProposals(outbox);
        TryPropose(outbox);
    }
}
