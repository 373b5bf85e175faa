using Witan.Core.Contract;

namespace Witan.Protocols.SingleShot;

/// <summary>Why single-shot PBFT refuses a message, beyond the shared reasons.</summary>
public static class SingleShotRejection
{
    /// <summary>
    /// A NEWLEADER that claims a prepared value that it does not show, or one not of a lower view: validNL.
    /// </summary>
    public static readonly Rejection BadNewLeader = new(nameof(BadNewLeader));

    /// <summary>
    /// A PROPOSE whose NEWLEADERs are not exactly a quorum's, or whose value is not the one that they ask for:
    /// safeProposal.
    /// </summary>
    public static readonly Rejection BadJustification = new(nameof(BadJustification));

    /// <summary>A PROPOSE without its value.</summary>
    public static readonly Rejection NoValue = new(nameof(NoValue));

    /// <summary>A NEWLEADER of a view that this process does not lead.</summary>
    public static readonly Rejection NotLeader = new(nameof(NotLeader));

    /// <summary>A statement of another instance, or a WISH of another synchroniser.</summary>
    public static readonly Rejection OtherInstance = new(nameof(OtherInstance));
}
