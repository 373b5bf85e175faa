namespace Witan.Crypto;

/// <summary>Which Ed25519 this process uses: libsodium where it is installed, else OpenSSL.</summary>
/// <remarks>
/// Both apply the same acceptance rule, so replicas may differ in this. The stand-in is slower, so commands print
/// <see cref="ISignatureScheme.Name"/>, and what measures refuses <see cref="Ed25519Scheme.IsFallback"/> unless told otherwise.
/// </remarks>
public static class Ed25519Provider
{
    // One static constructor, so that the order of loading is the order of the statements.
    static Ed25519Provider()
    {
        var available = new List<Ed25519Scheme>();
        if (SodiumEd25519.TryCreate() is { } sodium) available.Add(sodium);
        if (OpenSslEd25519.TryCreate() is { } openSsl) available.Add(openSsl);
        Available = available;
    }

    /// <summary>What can be used here, the preferred first.</summary>
    public static IReadOnlyList<Ed25519Scheme> Available { get; }

    /// <summary>The provider of this process.</summary>
    /// <exception cref="PlatformNotSupportedException">Neither library can be loaded.</exception>
    public static Ed25519Scheme Default => Available.Count > 0
        ? Available[0]
        : throw new PlatformNotSupportedException(
            "no Ed25519: install libsodium (Debian package libsodium23) or OpenSSL 3 (libssl3)");
}
