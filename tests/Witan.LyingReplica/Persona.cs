using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Witan.Client;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Node;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Witan.Primitives.Membership;

namespace Witan.LyingReplica;

/// <summary>Who the liar is: a member of the cluster, with that member's keys.</summary>
internal sealed class Persona : IDisposable
{
    private readonly SigningKey _key;

    private Persona(NodeOptions options, Trust trust, SigningKey key, X509Certificate2 certificate)
    {
        (Options, Trust, _key, Certificate) = (options, trust, key, certificate);
    }

    public NodeOptions Options { get; }

    public Trust Trust { get; }

    public X509Certificate2 Certificate { get; }

    public ReplicaId Id => Options.Id;

    public Configuration Configuration => Trust.Configurations.Newest;

    /// <summary>The other members.</summary>
    public IEnumerable<Member> Others => Configuration.Members.Where(member => member.Id != Id);

    public static Persona Load(string nodeFile)
    {
        var options = NodeOptions.Load(nodeFile);
        var trust = ClusterFolder.ReadTrust(options.ClusterFile);
        var keys = Path.Combine(options.Folder, "keys");
        using var tls = ECDsa.Create();
        tls.ImportFromPem(File.ReadAllText(Path.Combine(keys, "tls.pem")));
        var request = new CertificateRequest("CN=liar", tls, HashAlgorithmName.SHA256);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var key = Ed25519Provider.Default.CreateSigner(
            KeyPem.Decode(File.ReadAllText(Path.Combine(keys, "statement.pem"))).Seed);
        return new Persona(options, trust, key, certificate);
    }

    /// <summary>Signs as the member, whatever it says: there is no guard here.</summary>
    public SignedStatement Sign(Statement statement)
    {
        var text = statement.TextDigest(Trust.Cluster, Configuration.Quorums.Mode);
        return new SignedStatement(statement, _key.Sign(text));
    }

    /// <summary>The first frame of a connection; as the member, or as a client.</summary>
    public byte[] Hello(bool asReplica)
    {
        var configuration = new CanonicalWriter(1024);
        Configuration.Write(configuration);
        var writer = new CanonicalWriter(128);
        writer.Raw("WITHELLO"u8);
        writer.U32(2);
        writer.Digest(Trust.Cluster);
        writer.Configuration(Configuration.Number);
        writer.Digest(Sha256.Hash(configuration.Written));
        writer.Bool(asReplica);
        writer.Replica(asReplica ? Id : default);
        return writer.ToArray();
    }

    public void Dispose()
    {
        _key.Dispose();
        Certificate.Dispose();
    }
}
