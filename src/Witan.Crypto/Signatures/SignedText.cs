using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Crypto;

/// <summary>
/// Begins the text that a signature covers. The head says who speaks, where, and what kind of statement it is, so that
/// a signature of one type, cluster or configuration never verifies as another. The caller writes the fields behind it
/// and signs <see cref="DigestOf"/>.
/// </summary>
/// <remarks>
/// Layout, member: domain (u32 length, UTF-8) | cluster id (32) | configuration number (u64) | quorum mode (u32) |
/// member id (u32) | fields. Layout, client: domain | cluster id (32) | client key (32) | fields; no configuration,
/// since a bundle outlives a reconfiguration. A domain belongs to one of the two kinds, never to both. The length
/// before the domain keeps one domain from being read as the beginning of a longer one.
/// </remarks>
public static class SignedText
{
    /// <summary>The domain string of version 1 of a statement, for example <c>witan/pbft/prepare/v1</c>.</summary>
    /// <param name="protocol">Who defines the statement, without a slash.</param>
    /// <param name="type">Its name, without a slash.</param>
    /// <exception cref="ArgumentException">A part is empty or holds a slash, so that two pairs could give one
    /// string.</exception>
    public static string Domain(string protocol, string type)
    {
        if (protocol.Length == 0 || protocol.Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException("a name without slashes is needed", nameof(protocol));
        }

        if (type.Length == 0 || type.Contains('/', StringComparison.Ordinal))
        {
            throw new ArgumentException("a name without slashes is needed", nameof(type));
        }

        return "witan/" + protocol + "/" + type + "/v1";
    }

    /// <summary>Empties the writer and writes the head of a member's text.</summary>
    /// <param name="w">Reused by the caller; holds the whole text when the fields are written.</param>
    /// <param name="domain">See <see cref="Domain"/>.</param>
    /// <param name="cluster">The cluster id.</param>
    /// <param name="configuration">The configuration under which the member speaks.</param>
    /// <param name="mode">The quorum mode number; 0 is the ordinary one.</param>
    /// <param name="member">Who speaks.</param>
    public static void BeginMember(
        CanonicalWriter w,
        string domain,
        Digest cluster,
        ConfigurationNumber configuration,
        uint mode,
        ReplicaId member)
    {
        w.Clear();
        w.Text(domain);
        w.Digest(cluster);
        w.Configuration(configuration);
        w.U32(mode);
        w.Replica(member);
    }

    /// <summary>Bytes that <see cref="BeginMember"/> writes; a domain is ASCII.</summary>
    public static int MemberHeadSize(string domain) =>
        sizeof(uint) + domain.Length + Digest.Size + sizeof(ulong) + sizeof(uint) + sizeof(uint);

    /// <summary>Empties the writer and writes the head of a client's text.</summary>
    /// <param name="w">Reused by the caller; holds the whole text when the fields are written.</param>
    /// <param name="domain">See <see cref="Domain"/>.</param>
    /// <param name="cluster">The cluster id.</param>
    /// <param name="key">The client's key, which is its identity.</param>
    public static void BeginClient(CanonicalWriter w, string domain, Digest cluster, PublicKey key)
    {
        w.Clear();
        w.Text(domain);
        w.Digest(cluster);
        w.PublicKey(key);
    }

    /// <summary>What is signed: the SHA-256 of the whole text.</summary>
    public static Digest DigestOf(CanonicalWriter w) => Sha256.Hash(w.Written);
}
