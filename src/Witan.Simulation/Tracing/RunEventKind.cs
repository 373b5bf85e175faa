namespace Witan.Simulation.Tracing;

/// <summary>What happened; the numbers are part of the trace digest.</summary>
public enum RunEventKind : byte
{
    /// <summary>A node handed a message to the network, for <see cref="RunEvent.Peer"/>.</summary>
    Sent = 1,

    /// <summary>A node got the message of <see cref="RunEvent.Peer"/>.</summary>
    Delivered = 2,

    /// <summary>The message of <see cref="RunEvent.Peer"/> never reaches the node.</summary>
    Dropped = 3,

    /// <summary>A timer fired.</summary>
    Timer = 4,

    /// <summary>What a node wrote is on its disk.</summary>
    Durable = 5,

    /// <summary>A node stopped; it is down until <see cref="Restarted"/>.</summary>
    Crashed = 6,

    /// <summary>A node runs again.</summary>
    Restarted = 7,

    /// <summary>A client called an operation.</summary>
    Called = 8,

    /// <summary>A client's operation came to its end.</summary>
    Answered = 9,

    /// <summary>A fault began or ended: a cut, a lie, a heal.</summary>
    Fault = 10,

    /// <summary>What a replica notes of itself: decided, entered a view, refused.</summary>
    Note = 11,

    /// <summary>An oracle found something.</summary>
    Violation = 12,
}
