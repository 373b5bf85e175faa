namespace Witan.Client;

/// <summary>Why a reply is not taken.</summary>
public enum ReplyFault
{
    None = 0,

    /// <summary>For another session.</summary>
    WrongSession,

    /// <summary>A commitment of another cluster.</summary>
    WrongCluster,

    /// <summary>Signed under another configuration than the client follows.</summary>
    WrongConfiguration,

    /// <summary>The signer is no member.</summary>
    NotAMember,

    /// <summary>The commitments do not link, or are too many.</summary>
    BadPath,

    /// <summary>The leaves are not a run of the results tree.</summary>
    BadProof,
}
