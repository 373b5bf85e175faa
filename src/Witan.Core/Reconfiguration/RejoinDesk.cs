using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Core.Ordering;
using Witan.Core.Transfer;
using Witan.Primitives;

namespace Witan.Core.Reconfiguration;

/// <summary>
/// Takes REJOINs of others into the pool, and asks for the own one after a loss of memory until the state shows that it
/// was executed (RULES 7). Says whether this replica may vote.
/// </summary>
/// <param name="self">Whose own REJOIN it is.</param>
/// <param name="loss">Which loss is remembered; null for a replica that never lost its memory.</param>
/// <param name="configurations">By height.</param>
/// <param name="execution">The executed state.</param>
/// <param name="transfer">Whether this replica has caught up.</param>
/// <param name="pool">What waits to be ordered.</param>
internal sealed class RejoinDesk(
    ReplicaId self, Digest? loss, Configurations configurations, ExecutionMachine execution, TransferMachine transfer,
    RejoinPool pool)
{
    public const string Machine = "rejoin";

    // The first asking, and the longest wait between two; each doubles the wait. A lost message costs a second, a
    // cluster without a quorum is asked twice a minute.
    private static readonly TimeSpan FirstWait = new(TimeSpan.TicksPerSecond);
    private static readonly TimeSpan LongestWait = new(30 * TimeSpan.TicksPerSecond);
    private static readonly TimerId AskTimer = new(Machine, "ask", 0);

    private ReplicaId _leader;
    private TimeSpan _wait = FirstWait;
    private bool _hasAsked;

    /// <summary>Whether a loss is remembered, rejoined since or not.</summary>
    public bool HasLost => loss is not null;

    /// <summary>
    /// Whether an ordering message of this replica can break no promise: it never lost its memory, or the next height
    /// is under a configuration that began after the loss.
    /// </summary>
    /// <param name="stable">The stable checkpoint, from which the ordering goes on.</param>
    public bool MayVote(Height stable) =>
        loss is null || (Own is { } entry && configurations.At(stable.Next).Number >= entry.Number);

    /// <summary>What this replica still waits for, for the operator.</summary>
    public string Stall
    {
        get
        {
            if (Own is { } entry)
                return $"lost its memory: votes from configuration {entry.Number} on, which the cluster is stepping to";
            return _hasAsked
                ? "lost its memory: has asked to rejoin; it serves and signs states and does not vote"
                : "lost its memory: catches up before it asks to rejoin; it does not vote";
        }
    }

    /// <summary>The state's entry about the own loss; null until it was executed.</summary>
    private RejoinEntry? Own =>
        RejoinEntry.Of(execution.Last.State, self) is { } entry && entry.Loss == loss ? entry : null;

    public void Start(Outbox outbox)
    {
        if (loss is not null && Own is null) outbox.SetTimer(AskTimer, FirstWait);
    }

    public void Step(in Clock now, Input input, Outbox outbox)
    {
        switch (input)
        {
            case Input.Received { Message.Message: SignedStatement { Statement: Rejoin } signed } received:
                OnRejoin(now, signed, received.From.Replica, outbox);
                break;
            case Input.OwnSigned { Message.Message: SignedStatement { Statement: Rejoin } signed }:
                // Held so that it can be fetched from here.
                pool.Add(new RejoinBody(signed), now.Monotonic);
                break;
            case Input.TimerFired { Timer: var timer } when timer == AskTimer:
                OnAskTimer(outbox);
                break;
        }
    }

    public void OnExecuted() => pool.Trim();

    /// <summary>The new leader may not have heard of what waits.</summary>
    public void OnViewEntered(Internal.ViewEntered view, Outbox outbox)
    {
        _leader = view.Leader;
        foreach (var body in pool.All) Relay(body, outbox);
    }

    private void OnRejoin(in Clock now, SignedStatement signed, ReplicaId? from, Outbox outbox)
    {
        var body = new RejoinBody(signed);
        if (!pool.Add(body, now.Monotonic))
        {
            outbox.Reject(Rejection.Stale, from);
            return;
        }

        outbox.Add(new RejoinPooled(body));
        if (from != _leader) Relay(body, outbox);
    }

    private void Relay(RejoinBody body, Outbox outbox)
    {
        if (_leader != self) outbox.SendEarly(body.Request, Destination.One(_leader));
    }

    /// <summary>The same text as long as the number is the same, so asking again is asking for the same.</summary>
    private void OnAskTimer(Outbox outbox)
    {
        if (Own is not null) return;
        var wait = FirstWait;
        // The number that comes next may be decided and not certified yet: nothing is signed under it before.
        var number = configurations.At(execution.Executed.Next).Number;
        if (transfer.IsLevel && configurations.ByNumber(number) is not null)
        {
            _hasAsked = true;
            outbox.Promise(new Rejoin(number, self, loss!.Value), Destination.All);
            wait = _wait;
            _wait = _wait + _wait < LongestWait ? _wait + _wait : LongestWait;
        }

        outbox.SetTimer(AskTimer, wait);
    }
}
