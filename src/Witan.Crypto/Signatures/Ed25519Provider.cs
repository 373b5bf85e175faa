namespace Witan.Crypto;

/// <summary>
/// Which Ed25519 this process uses: libsodium where it is installed and keeps the rule, else OpenSSL.
/// </summary>
/// <remarks>
/// All apply the same acceptance rule, so replicas may differ in this; a library that fails the self-test is refused.
/// The stand-in is slower, so commands print <see cref="ISignatureScheme.Name"/> and <see cref="Refused"/>, and what
/// measures refuses <see cref="Ed25519Scheme.IsFallback"/> unless told otherwise.
/// </remarks>
public static class Ed25519Provider
{
    // One static constructor, so that the order of loading is the order of the statements.
    static Ed25519Provider()
    {
        var available = new List<Ed25519Scheme>();
        var refused = new List<string>();
        Ed25519Scheme?[] candidates = [SodiumEd25519.TryCreate(), OpenSslEd25519.TryCreate()];
        foreach (var candidate in candidates)
        {
            if (candidate is null) continue;
            if (Ed25519SelfTest.FaultOf(candidate) is { } fault) refused.Add(candidate.Name + " " + fault);
            else available.Add(candidate);
        }

        Available = available;
        Refused = refused;
    }

    /// <summary>What can be used here, the preferred first.</summary>
    public static IReadOnlyList<Ed25519Scheme> Available { get; }

    /// <summary>
    /// Libraries that were found but break the acceptance rule: name, version and what they do; usually empty.
    /// </summary>
    public static IReadOnlyList<string> Refused { get; }

    /// <summary>The provider of this process.</summary>
    /// <exception cref="PlatformNotSupportedException">No library can be loaded, or none keeps the rule.</exception>
    public static Ed25519Scheme Default => Available.Count > 0
        ? Available[0]
        : throw new PlatformNotSupportedException(
            "no Ed25519: install libsodium 1.0.18 (Debian package libsodium23) or OpenSSL 3 (libssl3)");
}
