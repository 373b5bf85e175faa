using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>What a client machine is told. Closed.</summary>
public abstract record ClientInput
{
    private protected ClientInput()
    {
    }

    /// <summary>A request to be ordered and executed once.</summary>
    /// <param name="Ticket">The host's number for it, never used before; comes back in the one completion.</param>
    /// <param name="Request">1 to <see cref="Limits.MaxRequestBytes"/> bytes; not to be changed afterwards.</param>
    /// <param name="Patience">How long the caller waits before it is told what is known by then.</param>
    public sealed record Submit(ulong Ticket, ReadOnlyMemory<byte> Request, TimeSpan Patience) : ClientInput;

    /// <summary>A query to be answered from proved state.</summary>
    /// <param name="Ticket">As in <see cref="Submit"/>; one number range for both.</param>
    /// <param name="Payload">The application's query, at most <see cref="Limits.MaxRequestBytes"/> bytes.</param>
    /// <param name="Level">How fresh the answer must be.</param>
    /// <param name="Patience">As in <see cref="Submit"/>.</param>
    /// <param name="OrderedForm">
    /// A request with the same meaning, for when the answer cannot come by proofs; null if there is none. Its answer
    /// is then
    /// the request's result.
    /// </param>
    public sealed record Query(
        ulong Ticket, ReadOnlyMemory<byte> Payload, ReadLevel Level, TimeSpan Patience,
        ReadOnlyMemory<byte>? OrderedForm = null) : ClientInput;

    /// <summary>The caller waits no longer: the ticket completes now with what is known.</summary>
    public sealed record Cancel(ulong Ticket) : ClientInput;

    /// <summary>A message whose every signature was checked.</summary>
    /// <param name="Message">Only the verifier makes these.</param>
    /// <param name="From">The replica at the other end of the authenticated connection.</param>
    public sealed record Received(Verified<Message> Message, ReplicaId From) : ClientInput;

    /// <summary>A frame that did not decode or verify; counted against the replica that sent it.</summary>
    public sealed record Unverified(ReplicaId From) : ClientInput;

    /// <summary>
    /// A frame that names a configuration above the newest known one. It waits outside; the steps that lead there are
    /// asked for.
    /// </summary>
    public sealed record ConfigurationAhead(ReplicaId From) : ClientInput;

    public sealed record TimerFired(TimerId Timer) : ClientInput;

    /// <summary>A connection stands. Nothing is sent before the first of these.</summary>
    public sealed record Connected(ReplicaId Replica) : ClientInput;

    public sealed record Disconnected(ReplicaId Replica) : ClientInput;
}
