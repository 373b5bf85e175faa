using Witan.Core.Messages;

namespace Witan.Core.Contract;

/// <summary>
/// What a replica is told. Closed: the cases below and those that machines of one replica tell each other.
/// </summary>
public abstract record Input
{
    private protected Input()
    {
    }

    /// <summary>A message whose every signature was checked.</summary>
    /// <param name="Message">Only the verifier makes these.</param>
    /// <param name="From">The authenticated connection; equals the signer only where the protocol needs it to.</param>
    public sealed record Received(Verified<Message> Message, Origin From) : Input;

    /// <summary>
    /// An own statement: durable, admitted by the guard, signed, and from here on counted like anybody's.
    /// </summary>
    public sealed record OwnSigned(Verified<Message> Message) : Input;

    public sealed record TimerFired(TimerId Timer) : Input;

    /// <summary>The store with this ticket, and all before it, is durable.</summary>
    public sealed record Durable(ulong Ticket) : Input;

    /// <summary>
    /// A snapshot written by the host is durable: everything up to its height can be recovered without the journal.
    /// </summary>
    public sealed record SnapshotDurable(Primitives.Height Height) : Input;
}
