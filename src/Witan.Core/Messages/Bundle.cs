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
    public const string Domain = "witan/core/bundle/v1";

    private readonly ReadOnlyMemory<byte>[] _requests;
    private Digest? _digest;

    public Bundle(
        SessionId session, ulong first, ulong acknowledgedBelow, IEnumerable<ReadOnlyMemory<byte>> requests,
        Signature signature)
    {
        Session = session;
        First = first;
        AcknowledgedBelow = acknowledgedBelow;
        _requests = [.. requests];
        Signature = signature;
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
    public ulong End => First + (ulong)_requests.Length;

    public Signature Signature { get; }

    public override byte Type => MessageType.Bundle;

    /// <summary>The body as it is stored and referenced: <see cref="Message.Encoded"/> without the type.</summary>
    public ReadOnlyMemory<byte> Body => Encoded[1..];

    /// <summary>SHA-256 of <see cref="Body"/>.</summary>
    public Digest Digest => _digest ??= Sha256.Hash(Body.Span);

    public override void Visit(INestedVisitor visitor) => visitor.FromClient(this);

    /// <summary>What the client signs.</summary>
    public Digest TextDigest(Digest cluster) =>
        TextDigest(cluster, Session, First, AcknowledgedBelow, _requests);

    public static Digest TextDigest(
        Digest cluster, SessionId session, ulong first, ulong acknowledgedBelow,
        IReadOnlyList<ReadOnlyMemory<byte>> requests)
    {
        var writer = new CanonicalWriter(1024);
        SignedText.BeginClient(writer, Domain, cluster, session.Client);
        WriteFields(writer, session, first, acknowledgedBelow, requests);
        return Sha256.Hash(writer.Written);
    }

    public override void WriteBody(CanonicalWriter writer)
    {
        writer.PublicKey(Session.Client);
        WriteFields(writer, Session, First, AcknowledgedBelow, _requests);
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
        var requests = new ReadOnlyMemory<byte>[reader.Count(Limits.MaxBundleRequests, 5)];
        for (var i = 0; i < requests.Length; i++)
        {
            var view = reader.BytesView(Limits.MaxRequestBytes);
            if (view.IsEmpty) reader.Fail();
            requests[i] = body.Slice(Math.Max(0, body.Length - reader.Remaining - view.Length), view.Length);
        }

        var signature = reader.Signature();
        if (!reader.Complete || requests.Length == 0) return null;
        if (first == 0 || first > ulong.MaxValue - (ulong)requests.Length || acknowledgedBelow > first) return null;
        if (session.Incarnation is 0 or ulong.MaxValue) return null;
        return new Bundle(session, first, acknowledgedBelow, requests, signature);
    }

    private static void WriteFields(
        CanonicalWriter writer, SessionId session, ulong first, ulong acknowledgedBelow,
        IReadOnlyList<ReadOnlyMemory<byte>> requests)
    {
        writer.U64(session.Incarnation);
        writer.U64(first);
        writer.U64(acknowledgedBelow);
        writer.Count(requests.Count);
        foreach (var request in requests) writer.Bytes(request.Span);
    }
}
