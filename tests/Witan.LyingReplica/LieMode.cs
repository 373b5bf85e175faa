namespace Witan.LyingReplica;

/// <summary>What the replica tells clients.</summary>
public enum LieMode
{
    /// <summary>What a correct replica would.</summary>
    Honest = 0,

    /// <summary>Another value than the one that was written, in reads and in results, beside genuine proofs.</summary>
    WrongValue,

    /// <summary>
    /// For a query that it answered before: the same answer again, with its old and genuine certificate.
    /// </summary>
    StaleValue,

    /// <summary>
    /// An invented state under a certificate with one signer counted twice, with too few signers, or with signatures
    /// that are none.
    /// </summary>
    ForgedCertificate,

    /// <summary>Two signed commitments of one height, to clients and to replicas.</summary>
    ContradictoryVotes,

    /// <summary>
    /// Confirm answers for heights that nobody executed, and for another state than the certified one.
    /// </summary>
    WrongConfirm,
}
