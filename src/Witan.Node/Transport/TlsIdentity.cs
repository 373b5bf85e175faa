using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Witan.Crypto;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>
/// A P-256 key as TLS wants it: in a certificate that says nothing and that nobody signed. What counts is the pin of
/// the key.
/// </summary>
internal sealed class TlsIdentity : IDisposable
{
    private readonly X509Certificate2 _certificate;

    public TlsIdentity(ECDsa key)
    {
        var request = new CertificateRequest("CN=witan", key, HashAlgorithmName.SHA256);
        // Nobody looks at the dates; they only have to be there.
        _certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        Context = SslStreamCertificateContext.Create(_certificate, null, offline: true);
        Pin = PinOf(_certificate);
    }

    public SslStreamCertificateContext Context { get; }

    public Digest Pin { get; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo.</summary>
    public static Digest PinOf(X509Certificate2 certificate) =>
        Sha256.Hash(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    public static Digest PinOf(ECDsa key) => Sha256.Hash(key.ExportSubjectPublicKeyInfo());

    public void Dispose() => _certificate.Dispose();
}
