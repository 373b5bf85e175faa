namespace Witan.Client;

/// <summary>What a <see cref="LieKind"/> is worth to whom.</summary>
public enum LieWeight
{
    /// <summary>Signatures prove it to anybody.</summary>
    Proved = 0,

    /// <summary>No correct replica does it, but only this client saw it.</summary>
    Observed,

    /// <summary>Too slow for this client. A correct replica on a slow machine or network is, too.</summary>
    Late,
}
