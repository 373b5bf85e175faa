using Witan.Core.Contract;

namespace Witan.Protocols.Pbft;

/// <summary>Why PBFT refuses a message, beyond the shared reasons.</summary>
public static class PbftRejection
{
    /// <summary>The leader's PRE-PREPARE is its PREPARE.</summary>
    public static readonly Rejection LeaderMustNotPrepare = new(nameof(LeaderMustNotPrepare));

    /// <summary>A proposal for a slot that the NEW-VIEW of its view settles otherwise.</summary>
    public static readonly Rejection NotInNewView = new(nameof(NotInNewView));

    /// <summary>A prepared certificate that does not fit its VIEW-CHANGE, its leader or its window.</summary>
    public static readonly Rejection BadPreparedCertificate = new(nameof(BadPreparedCertificate));

    /// <summary>The VIEW-CHANGEs of a NEW-VIEW are not exactly a quorum for its view.</summary>
    public static readonly Rejection BadViewChangeSet = new(nameof(BadViewChangeSet));

    /// <summary>The proposals of a NEW-VIEW are not those that follow from its VIEW-CHANGEs.</summary>
    public static readonly Rejection WrongNewViewProposals = new(nameof(WrongNewViewProposals));

    /// <summary>More views ahead than are kept for one member.</summary>
    public static readonly Rejection TooFarAhead = new(nameof(TooFarAhead));

    /// <summary>Answered this peer within the last status interval.</summary>
    public static readonly Rejection TooOften = new(nameof(TooOften));

    /// <summary>The slot is decided as another block.</summary>
    public static readonly Rejection DecidedOtherwise = new(nameof(DecidedOtherwise));
}
