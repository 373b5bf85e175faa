using Witan.Core.Messages;

namespace Witan.Core.Contract;

/// <summary>What a replica wants done, in order. Closed: the host handles every case.</summary>
public abstract record Effect
{
    private protected Effect()
    {
    }

    /// <summary>Sends a message that makes no new promise, after everything persisted before it is durable.</summary>
    public sealed record Send(Message Message, Destination To) : Effect;

    /// <summary>
    /// Sends at once, whatever is not yet durable: only for messages that promise nothing (fetch, relay, bodies).
    /// </summary>
    public sealed record SendEarly(Message Message, Destination To) : Effect;

    /// <summary>
    /// Signs an own statement behind the guard, sends it, and returns it as <see cref="Input.OwnSigned"/>; all of it
    /// after everything persisted before it is durable.
    /// </summary>
    public sealed record Sign(Statement Statement, Destination To) : Effect;

    /// <summary>A promise and a barrier: what follows leaves only when this is durable.</summary>
    public sealed record Persist(Record Record) : Effect;

    /// <summary>
    /// Written in order but blocks nothing. With a ticket other than 0 the host reports <see cref="Input.Durable"/>.
    /// </summary>
    public sealed record Store(Record Record, ulong Ticket) : Effect;

    public sealed record SetTimer(TimerId Timer, TimeSpan After) : Effect;

    public sealed record CancelTimer(TimerId Timer) : Effect;

    /// <summary>A snapshot of the executed state is due; the host writes it in the background.</summary>
    public sealed record TakeSnapshot(Execution.Snapshot Snapshot) : Effect;

    /// <summary>Records below this height are no longer needed: their effects are in a durable snapshot.</summary>
    public sealed record Truncate(Primitives.Height Below) : Effect;

    /// <summary>
    /// A quorum said this, and no further vote for it changes anything here: such votes need not be verified (<see
    /// cref="Verification.SettledVotes"/>). Never needed for correctness.
    /// </summary>
    /// <param name="Said">What a certificate is over; of a type that is a promise. Its sender means nothing.</param>
    /// <param name="Dissenters">
    /// Who has said something else under the same promise key: their votes for this would be evidence.
    /// </param>
    public sealed record Settle(Statement Said, IReadOnlyList<Primitives.ReplicaId> Dissenters) : Effect;

    /// <summary>Something worth telling an operator or a trace; never needed for correctness.</summary>
    public sealed record Note(Trace Trace) : Effect;
}
