using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Client;

/// <summary>A query from its ticket to its completion.</summary>
internal sealed class WaitingRead(ClientInput.Query query, Instant deadline, Height floor)
{
    public ulong Ticket => query.Ticket;

    public ReadOnlyMemory<byte> Payload => query.Payload;

    public ReadLevel Level => query.Level;

    public ReadOnlyMemory<byte>? OrderedForm => query.OrderedForm;

    public Instant Deadline { get; } = deadline;

    /// <summary>The highest height seen before the read began: no answer may be older.</summary>
    public Height Floor { get; } = floor;

    /// <summary>The certified height must be at least this.</summary>
    public Height Minimum { get; set; } = floor;

    /// <summary>The round that gave <see cref="Minimum"/>; null for reads without one.</summary>
    public ConfirmRound? Round { get; set; }

    /// <summary>Replicas asked since all were.</summary>
    public MemberSet Asked { get; set; }

    public MemberSet TooLarge { get; set; }

    public MemberSet Refused { get; set; }

    /// <summary>Questions on the way: id and place; at most one per member.</summary>
    public SortedList<int, ulong> Tries { get; } = [];

    public Instant AskDue { get; set; }

    public bool IsDone { get; set; }
}
