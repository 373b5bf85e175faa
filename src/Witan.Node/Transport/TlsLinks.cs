using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>TLS 1.3 between machines that know each other's keys: no authority, no names, no dates.</summary>
internal static class TlsLinks
{
    /// <summary>Opens TLS towards a replica.</summary>
    /// <param name="stream">The connection; owned by the result.</param>
    /// <param name="pin">Which key it must have.</param>
    /// <param name="own">The own identity; null for a client.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="AuthenticationException">Another key; the message names both pins.</exception>
    public static async Task<SslStream> DialAsync(
        Stream stream, Digest pin, TlsIdentity? own, CancellationToken cancellation)
    {
        Digest? shown = null;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "witan",
            EnabledSslProtocols = SslProtocols.Tls13,
            AllowTlsResume = false,
            CertificateChainPolicy = NoChain(),
            ClientCertificateContext = own?.Context,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                shown = PinOf(certificate);
                return shown == pin;
            },
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellation).ConfigureAwait(false);
            return tls;
        }
        catch (AuthenticationException failure)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            if (shown is null || shown == pin) throw;
            throw new AuthenticationException($"it shows the key {shown}, the configuration says {pin}", failure);
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Answers TLS. Who shows no certificate is a client; whose certificate it is the caller checks.</summary>
    /// <returns>The stream, and the pin of the certificate that was shown, if any.</returns>
    public static async Task<(SslStream Stream, Digest? Pin)> AcceptAsync(
        Stream stream, TlsIdentity own, CancellationToken cancellation)
    {
        Digest? shown = null;
        var tls = new SslStream(stream, leaveInnerStreamOpen: false);
        var options = new SslServerAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls13,
            AllowTlsResume = false,
            CertificateChainPolicy = NoChain(),
            ServerCertificateContext = own.Context,
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                // A client has none. Whose key it is can be judged only once the hello says who it wants to be.
                shown = PinOf(certificate);
                return certificate is null || shown is not null;
            },
        };
        try
        {
            await tls.AuthenticateAsServerAsync(options, cancellation).ConfigureAwait(false);
            return (tls, shown);
        }
        catch
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static Digest? PinOf(X509Certificate? certificate) =>
        certificate is X509Certificate2 shown ? TlsIdentity.PinOf(shown) : null;

    // The framework builds a chain before it asks; this keeps it from looking anywhere.
    private static X509ChainPolicy NoChain() => new()
    {
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        DisableCertificateDownloads = true,
        RevocationMode = X509RevocationMode.NoCheck,
        VerificationFlags = X509VerificationFlags.AllFlags,
    };
}
