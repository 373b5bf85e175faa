namespace Witan.Core.Messages;

/// <summary>
/// Why a replica did not take a bundle. A hint: one replica may lie, so a client acts on it only by waiting or asking
/// others.
/// </summary>
public enum RefusalReason : byte
{
    /// <summary>Over quota: try again later. Never silence.</summary>
    Busy = 1,

    /// <summary>The key is not registered with the cluster.</summary>
    UnknownClient = 2,

    /// <summary>The state machine's Validate, or a limit, refuses the request.</summary>
    Invalid = 3,

    /// <summary>Executed, but the result is no longer kept.</summary>
    ResultGone = 4,

    /// <summary>A higher incarnation or a later window has made the session's number void.</summary>
    OutOfWindow = 5,
}
