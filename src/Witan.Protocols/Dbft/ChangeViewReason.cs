namespace Witan.Protocols.Dbft;

/// <summary>
/// Why a validator asks for another view. Signed; it decides nothing and tells an operator what is wrong.
/// </summary>
public enum ChangeViewReason : byte
{
    /// <summary>Nothing moved in time.</summary>
    Timeout = 0,

    /// <summary>A quorum is already on its way.</summary>
    ChangeAgreement = 1,

    /// <summary>Bodies of the proposal did not come in time.</summary>
    TxNotFound = 2,

    /// <summary>A client of the proposal is not one of this cluster's.</summary>
    TxRejectedByPolicy = 3,

    /// <summary>A request of the proposal is invalid.</summary>
    TxInvalid = 4,

    /// <summary>The block breaks a limit or its references lie.</summary>
    BlockRejectedByPolicy = 5,
}
