using Witan.Core.Application;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Core.Admission;

/// <summary>
/// The door: takes verified bundles of known clients, drops what is executed, pools the rest, and relays to the leader
/// what it has held too long (RULES 1). Nothing unverified passes.
/// </summary>
/// <param name="application">Its <see cref="IStateMachine.Validate"/> is asked for each request.</param>
/// <param name="options">Delays and quotas.</param>
/// <param name="self">So as not to relay to itself.</param>
/// <param name="execution">The executed state: known keys and sessions.</param>
/// <param name="configurations">The session window.</param>
internal sealed class AdmissionMachine(
    IStateMachine application, ReplicaOptions options, ReplicaId self, ExecutionMachine execution,
    Configurations configurations)
{
    private static readonly TimerId RelayTimer = new("admission", "relay", 0);

    private ReplicaId _leader;
    private bool _relayArmed;

    public BundlePool Pool { get; } = new(options);

    public ReplyRoutes Routes { get; } = new();

    public ClientLies ClientLies { get; } = new();

    public long PoolBound => options.PoolBytes;

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        switch (input)
        {
            case Input.Received { Message.Message: Bundle bundle } received:
                OnBundle(now, bundle, received.From, outbox);
                break;
            case Input.TimerFired { Timer: var timer } when timer == RelayTimer:
                OnRelayTimer(now, outbox);
                break;
            case Internal.StateInstalled:
                RemoveExecuted(Pool.Sessions, now.Monotonic);
                break;
        }
    }

    /// <summary>
    /// A block was executed. What it carried may be void as a whole, and a new session may have ended an old one.
    /// </summary>
    public void OnExecuted(in Clock now, IReadOnlyList<Bundle> bundles)
    {
        if (bundles.Count == 0) return;
        var clients = new SortedSet<PublicKey>();
        foreach (var bundle in bundles)
        {
            clients.Add(bundle.Session.Client);
            if (Pool.Contradicts(bundle)) ClientLies.Count(bundle.Session.Client);
        }

        RemoveExecuted([.. Pool.Sessions.Where(session => clients.Contains(session.Client))], now.Monotonic);
    }

    public void OnViewEntered(Internal.ViewEntered view)
    {
        _leader = view.Leader;
        foreach (var pooled in Pool.InOrder) pooled.Relayed = false;
    }

    /// <summary>
    /// Why a bundle may not be proposed or pooled here; null if it may. Signature and limits are checked already.
    /// </summary>
    public Rejection? Refuse(Bundle bundle)
    {
        if (!SessionReader.IsKnown(execution.Last.State, bundle.Session.Client)) return Rejection.UnknownClient;
        foreach (var request in bundle.Requests)
        {
            if (!application.Validate(request.Span)) return Rejection.InvalidRequest;
        }

        return null;
    }

    private void OnBundle(in Clock now, Bundle bundle, Origin from, Outbox outbox)
    {
        if (Refuse(bundle) is { } refusal)
        {
            outbox.Reject(refusal, from.Replica);
            var reason = refusal == Rejection.UnknownClient ? RefusalReason.UnknownClient : RefusalReason.Invalid;
            Tell(bundle, reason, from, outbox);
            return;
        }

        Routes.Add(bundle.Session, from);
        if (StateOf(bundle) is { } state)
        {
            if (state == BundleState.Executed) outbox.Add(new AnswerAgain(bundle, from));
            else Tell(bundle, RefusalReason.OutOfWindow, from, outbox);
            return;
        }

        if (Pool.Contradicts(bundle))
        {
            // The pool keeps the first; which of the two executes is for the order to say.
            ClientLies.Count(bundle.Session.Client);
            outbox.Reject(Rejection.Conflicting, from.Replica);
            return;
        }

        switch (Pool.Add(bundle, now.Monotonic))
        {
            case PoolOutcome.Added:
                outbox.Add(new BundlePooled(bundle));
                ArmRelay(outbox);
                break;
            case PoolOutcome.OverQuota:
                outbox.Reject(Rejection.OverQuota, from.Replica);
                Tell(bundle, RefusalReason.Busy, from, outbox);
                break;
            case PoolOutcome.Conflicting:
                outbox.Reject(Rejection.Conflicting, from.Replica);
                break;
        }
    }

    private void OnRelayTimer(in Clock now, Outbox outbox)
    {
        _relayArmed = false;
        foreach (var pooled in Pool.InOrder)
        {
            if (pooled.Relayed || _leader == self || now.Monotonic - pooled.Arrived < options.RelayDelay) continue;
            pooled.Relayed = true;
            outbox.SendEarly(pooled.Bundle, Destination.One(_leader));
        }

        if (Pool.Any) ArmRelay(outbox);
    }

    private void ArmRelay(Outbox outbox)
    {
        if (_relayArmed) return;
        _relayArmed = true;
        outbox.SetTimer(RelayTimer, options.RelayDelay);
    }

    private void RemoveExecuted(IReadOnlyList<SessionId> sessions, Instant now)
    {
        foreach (var id in sessions)
        {
            var session = SessionReader.Find(execution.Last.State, id);
            Pool.RemoveDone(id, bundle => StateOf(bundle, session) is not null, now);
        }
    }

    private BundleState? StateOf(Bundle bundle) =>
        StateOf(bundle, SessionReader.Find(execution.Last.State, bundle.Session));

    /// <summary>
    /// Null for a bundle that may still execute. One that reaches beyond the window may not: it would be proposed again
    /// and again, and every leader suspected for it. The window only moves up, so what is pooled stays within it.
    /// </summary>
    private BundleState? StateOf(Bundle bundle, SessionEntry? session)
    {
        if (session is null)
        {
            if (!SessionReader.MayOpen(execution.Last.State, bundle.Session)) return BundleState.Void;
            session = new SessionEntry(configurations.At(execution.Executed.Next).Parameters.SessionWindow);
        }

        if (!session.Reaches(bundle.End - 1, bundle.AcknowledgedBelow)) return BundleState.Void;
        for (var number = bundle.First; number < bundle.End; number++)
        {
            if (!session.IsPast(number)) return null;
        }

        return BundleState.Executed;
    }

    private static void Tell(Bundle bundle, RefusalReason reason, Origin from, Outbox outbox)
    {
        if (from.IsClient) outbox.Send(new Refusal(bundle.Session, bundle.First, reason), Destination.To(from));
    }

    private enum BundleState
    {
        Executed,
        Void,
    }
}
