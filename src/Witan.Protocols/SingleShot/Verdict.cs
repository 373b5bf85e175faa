namespace Witan.Protocols.SingleShot;

/// <summary>valid(x), as the host answers it.</summary>
internal enum Verdict
{
    Valid,
    Invalid,

    /// <summary>The host tells later.</summary>
    Later,
}
