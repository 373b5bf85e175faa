using Witan.Core.Contract;

namespace Witan.Protocols.HotStuff;

/// <summary>Why HotStuff refuses a message, beyond the shared reasons.</summary>
public static class HotStuffRejection
{
    /// <summary>A node whose certificate is not of its parent, or whose height does not follow from it.</summary>
    public static readonly Rejection BadNode = new(nameof(BadNode));

    /// <summary>A quorum's votes of a phase that has no place here, or under another number.</summary>
    public static readonly Rejection BadQuorumCertificate = new(nameof(BadQuorumCertificate));

    /// <summary>A TC of too few, or whose highest certificate is not the highest that its entries claim.</summary>
    public static readonly Rejection BadTimeoutCertificate = new(nameof(BadTimeoutCertificate));

    /// <summary>A TIMEOUT that claims a certificate that it does not show, or one not below its view.</summary>
    public static readonly Rejection BadTimeout = new(nameof(BadTimeout));

    /// <summary>Neither a certificate nor a TC of the view before: nobody may be in this view yet.</summary>
    public static readonly Rejection ViewNotJustified = new(nameof(ViewNotJustified));

    /// <summary>A vote that this replica does not collect.</summary>
    public static readonly Rejection NotCollector = new(nameof(NotCollector));

    /// <summary>This peer got as many nodes within the interval as it may have.</summary>
    public static readonly Rejection TooOften = new(nameof(TooOften));

    /// <summary>A vote of a view too far below or above the own one.</summary>
    public static readonly Rejection OutsideViews = new(nameof(OutsideViews));
}
