using Witan.Core.Blocks;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Messages;

/// <summary>
/// Requests of one session with consecutive numbers under one signature of the client: the unit of signing, pooling and
/// ordering (RULES 1). Its bytes are its identity; a re-send is the same bytes.
/// </summary>
public sealed class Bundle : Message, IClientSigned, IBody
{
    public const string Domain = "witan/core/bundle/v2";

    private readonly IReadOnlyList<ReadOnlyMemory<byte>> _requests;

    // As it came or was signed; empty for one that was put together from its parts.
    private readonly ReadOnlyMemory<byte> _body;
    private Digest? _digest;

    // SHA-256 of the body up to the signature.
    private Digest? _signed;

    public Bundle(
        SessionId session, ulong first, ulong acknowledgedBelow, IEnumerable<ReadOnlyMemory<byte>> requests,
        Signature signature)
        : this(session, first, acknowledgedBelow, requests.ToArray(), signature, default)
    {
    }

    private Bundle(
        SessionId session, ulong first, ulong acknowledgedBelow, IReadOnlyList<ReadOnlyMemory<byte>> requests,
        Signature signature, ReadOnlyMemory<byte> body, byte[]? encoded = null) : base(encoded)
    {
        Session = session;
        First = first;
        AcknowledgedBelow = acknowledgedBelow;
        _requests = requests;
        Signature = signature;
        _body = body;
    }

    public SessionId Session { get; }

    PublicKey IClientSigned.Client => Session.Client;

    byte IBody.Kind => Reference.Bundle;

    /// <summary>Number of the first request, from 1.</summary>
    public ulong First { get; }

    /// <summary>The client holds certified results of all numbers below: replicas may drop them.</summary>
    public ulong AcknowledgedBelow { get; }

    /// <summary>1 to <see cref="Limits.MaxBundleRequests"/> bodies; request i has number First + i.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Requests => _requests;

    /// <summary>The number after the last.</summary>
    public ulong End => First + (ulong)_requests.Count;

    public Signature Signature { get; }

    public override byte Type => MessageType.Bundle;

    /// <summary>The body as it is stored and referenced: <see cref="Message.Encoded"/> without the type.</summary>
    public ReadOnlyMemory<byte> Body => _body.IsEmpty ? Encoded[1..] : _body;

    /// <summary>SHA-256 of <see cref="Body"/>.</summary>
    public Digest Digest
    {
        get
        {
            if (_digest is null) HashBody();
            return _digest!.Value;
        }
    }

    public override void Visit(INestedVisitor visitor) => visitor.FromClient(this);

    /// <summary>What the client signs: a text with the digest of the body up to the signature.</summary>
    public Digest TextDigest(Digest cluster)
    {
        if (_signed is null) HashBody();
        return TextDigest(cluster, Session.Client, _signed!.Value);
    }

    protected override int BodySize => PublicKey.Size + SizeOfFields(_requests) + Signature.Size;

    /// <summary>What a client signs for a bundle of these.</summary>
    public static Digest TextDigest(
        Digest cluster, SessionId session, ulong first, ulong acknowledgedBelow,
        IReadOnlyList<ReadOnlyMemory<byte>> requests)
    {
        var signed = new CanonicalWriter(PublicKey.Size + SizeOfFields(requests));
        WriteSigned(signed, session, first, acknowledgedBelow, requests);
        return TextDigest(cluster, session.Client, Sha256.Hash(signed.Written));
    }

    /// <summary>Makes a bundle and signs it; its bytes are written once.</summary>
    /// <param name="cluster">The cluster id.</param>
    /// <param name="session">Whose requests.</param>
    /// <param name="first">Number of the first.</param>
    /// <param name="acknowledgedBelow">The client holds certified results of all numbers below.</param>
    /// <param name="requests">Not to be changed afterwards.</param>
    /// <param name="signer">With the key of the session's client.</param>
    public static Bundle Sign(
        Digest cluster, SessionId session, ulong first, ulong acknowledgedBelow,
        IReadOnlyList<ReadOnlyMemory<byte>> requests, ISigner signer)
    {
        var writer = new CanonicalWriter(1 + PublicKey.Size + SizeOfFields(requests) + Signature.Size);
        writer.U8(MessageType.Bundle);
        WriteSigned(writer, session, first, acknowledgedBelow, requests);
        var signature = signer.Sign(TextDigest(cluster, session.Client, Sha256.Hash(writer.Written[1..])));
        writer.Signature(signature);
        var encoded = writer.Take();
        return new Bundle(
            session, first, acknowledgedBelow, requests, signature, encoded.AsMemory(1), encoded);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        if (!_body.IsEmpty)
        {
            writer.Raw(_body.Span);
            return;
        }

        WriteSigned(writer, Session, First, AcknowledgedBelow, _requests);
        writer.Signature(Signature);
    }

    /// <summary>
    /// Null for anything but one canonical bundle. Keeps slices of <paramref name="body"/>: hand over ownership.
    /// </summary>
    public static Bundle? Decode(ReadOnlyMemory<byte> body)
    {
        if (body.Length > Limits.MaxBundleBytes) return null;
        var reader = new CanonicalReader(body.Span);
        var session = SessionId.Read(ref reader);
        var first = reader.U64();
        var acknowledgedBelow = reader.U64();
        var starts = new int[reader.Count(Limits.MaxBundleRequests, 5)];
        for (var i = 0; i < starts.Length; i++)
        {
            starts[i] = body.Length - reader.Remaining;
            if (reader.BytesView(Limits.MaxRequestBytes).IsEmpty) reader.Fail();
        }

        var signature = reader.Signature();
        if (!reader.Complete || starts.Length == 0) return null;
        if (first == 0 || first > ulong.MaxValue - (ulong)starts.Length || acknowledgedBelow > first) return null;
        if (session.Incarnation is 0 or ulong.MaxValue) return null;
        var requests = new RequestSlices(body, starts);
        return new Bundle(session, first, acknowledgedBelow, requests, signature, body);
    }

    // Once over all bytes for what names the bundle and for what is signed of it: they are the most that a replica
    // hashes of a large request.
    private void HashBody()
    {
        var body = Body.Span;
        var (signed, whole) = Sha256.HashWithBeginning(body, body.Length - Signature.Size);
        (_signed, _digest) = (signed, whole);
    }

    private static Digest TextDigest(Digest cluster, PublicKey client, Digest signed)
    {
        var text = new CanonicalWriter(TextSize);
        SignedText.BeginClient(text, Domain, cluster, client);
        text.Digest(signed);
        return SignedText.DigestOf(text);
    }

    private static int TextSize => sizeof(uint) + Domain.Length + Digest.Size + PublicKey.Size + Digest.Size;

    private static int SizeOfFields(IReadOnlyList<ReadOnlyMemory<byte>> requests)
    {
        var size = (3 * sizeof(ulong)) + sizeof(uint);
        for (var i = 0; i < requests.Count; i++) size += sizeof(uint) + requests[i].Length;
        return size;
    }

    private static void WriteSigned(
        CanonicalWriter writer, SessionId session, ulong first, ulong acknowledgedBelow,
        IReadOnlyList<ReadOnlyMemory<byte>> requests)
    {
        writer.PublicKey(session.Client);
        writer.U64(session.Incarnation);
        writer.U64(first);
        writer.U64(acknowledgedBelow);
        writer.Count(requests.Count);
        for (var i = 0; i < requests.Count; i++) writer.Bytes(requests[i].Span);
    }
}
