namespace Witan.Client;

/// <summary>Why a ticket has no proved answer.</summary>
public enum ClientFailure
{
    /// <summary>Nothing left this client, or nothing came back for a read: it may be tried again.</summary>
    Unavailable = 1,

    /// <summary>
    /// The request was sent and may have been executed or not; if not, this session will not execute it later.
    /// </summary>
    OutcomeUnknown,

    /// <summary>The bounds of this client are reached: nothing was sent.</summary>
    Busy,

    /// <summary>A weak quorum says that the cluster does not know the client's key: nothing was executed.</summary>
    UnknownClient,

    /// <summary>The state machine, or a weak quorum, refuses the bytes: nothing was executed.</summary>
    Invalid,

    /// <summary>Executed, says a weak quorum, but the result is no longer kept.</summary>
    ResultGone,

    /// <summary>The query cannot be answered by proofs and has no ordered form.</summary>
    NeedsOrder,

    /// <summary>
    /// Two certificates contradict each other: more replicas lie than the configuration stands. Nothing is believed
    /// any more.
    /// </summary>
    Forked,
}
