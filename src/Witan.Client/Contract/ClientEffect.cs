using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>What a client machine wants done, in order. Closed: the host handles every case.</summary>
public abstract record ClientEffect
{
    private protected ClientEffect()
    {
    }

    /// <param name="Message">What to send.</param>
    /// <param name="To">Null for every connected replica.</param>
    public sealed record Send(Message Message, ReplicaId? To) : ClientEffect;

    /// <summary>Replaces an earlier setting of the same timer.</summary>
    public sealed record SetTimer(TimerId Timer, TimeSpan After) : ClientEffect;

    /// <summary>The one answer to a ticket.</summary>
    public sealed record Complete(ulong Ticket, ClientOutcome Outcome) : ClientEffect;
}
