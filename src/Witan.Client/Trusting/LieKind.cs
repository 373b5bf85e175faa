namespace Witan.Client;

/// <summary>
/// What a replica did. Those for which <see cref="LieCounters.IsProved"/> holds can be shown to anybody; others were
/// seen by this client only.
/// </summary>
public enum LieKind
{
    /// <summary>Two signed commitments of one height differ. Proved.</summary>
    Equivocation = 0,

    /// <summary>A signed commitment differs from the certified one of its height. Proved.</summary>
    ContradictsCertificate,

    /// <summary>A frame did not decode, or a signature in it did not verify.</summary>
    Unverified,

    /// <summary>A path of commitments does not link, or a statement names another cluster or configuration.</summary>
    BadPath,

    /// <summary>A proof or witness does not lead to the root that it is for, or leaves out what was read.</summary>
    BadProof,

    /// <summary>A result for bytes other than those that were sent under its number.</summary>
    WrongDigest,

    /// <summary>One bundle was said to be executed in two blocks.</summary>
    Inconsistent,

    /// <summary>An answer below the height that was asked for.</summary>
    Stale,

    /// <summary>A height in a confirm answer that nobody certified in time.</summary>
    UncertifiedClaim,

    /// <summary>A read that was not answered in time, or with a state older than the reader allows.</summary>
    NoAnswer,
}
