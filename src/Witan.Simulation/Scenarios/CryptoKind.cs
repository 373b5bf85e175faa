namespace Witan.Simulation.Scenarios;

/// <summary>How signatures are made.</summary>
public enum CryptoKind
{
    /// <summary>
    /// By an oracle that signs for the holder of a capability only: fast, unforgeable by construction.
    /// </summary>
    Ideal,

    /// <summary>Ed25519 as in production.</summary>
    Real,
}
