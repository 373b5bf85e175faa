using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// A client asks every replica how far it has executed, so that a read cannot be older than its start (RULES 6).
/// </summary>
/// <param name="client">Its key.</param>
/// <param name="nonce">32 bytes that the client never used before.</param>
/// <param name="signature">Of the client.</param>
public sealed class Confirm(PublicKey client, Digest nonce, Signature signature) : Message, IClientSigned
{
    public const string Domain = "witan/core/confirm/v1";

    public PublicKey Client { get; } = client;

    public Digest Nonce { get; } = nonce;

    public Signature Signature { get; } = signature;

    public override byte Type => MessageType.Confirm;

    public static Digest TextDigest(Digest cluster, PublicKey client, Digest nonce)
    {
        var writer = new CanonicalWriter(160);
        SignedText.BeginClient(writer, Domain, cluster, client);
        writer.Digest(nonce);
        return Sha256.Hash(writer.Written);
    }

    public Digest TextDigest(Digest cluster) => TextDigest(cluster, Client, Nonce);

    public override void Visit(INestedVisitor visitor) => visitor.FromClient(this);

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.PublicKey(Client);
        writer.Digest(Nonce);
        writer.Signature(Signature);
    }

    public static Confirm? Read(ref CanonicalReader reader)
    {
        var message = new Confirm(reader.PublicKey(), reader.Digest(), reader.Signature());
        return reader.Failed ? null : message;
    }
}
