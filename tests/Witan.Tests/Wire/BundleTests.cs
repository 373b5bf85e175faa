using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Wire;

/// <summary>A bundle that came as bytes keeps them: it must be the same as one that was put together.</summary>
public sealed class BundleTests
{
    private static readonly SessionId Session = new(new PublicKey(Sha256.Hash([1]).ToArray()), 7);

    private static readonly byte[][] Requests = [[1], [2, 2], new byte[300], [4]];

    private readonly Bundle _made = new(
        Session, 5, 3, Requests.Select(r => (ReadOnlyMemory<byte>)r),
        new Signature([.. Enumerable.Range(0, Signature.Size).Select(i => (byte)i)]));

    [Fact]
    public void What_was_decoded_says_the_same_as_what_was_encoded()
    {
        var decoded = Bundle.Decode(_made.Body)!;

        Assert.Equal(_made.Session, decoded.Session);
        Assert.Equal((5ul, 9ul, 3ul), (decoded.First, decoded.End, decoded.AcknowledgedBelow));
        Assert.Equal(_made.Signature, decoded.Signature);
        Assert.Equal(Requests, decoded.Requests.Select(r => r.ToArray()));
        for (var i = 0; i < Requests.Length; i++) Assert.Equal(Requests[i], decoded.Requests[i].ToArray());
    }

    [Fact]
    public void What_was_decoded_has_the_same_bytes_digest_and_signed_text()
    {
        var decoded = Bundle.Decode(_made.Body)!;

        Assert.Equal(_made.Body.ToArray(), decoded.Body.ToArray());
        Assert.Equal(_made.Encoded.ToArray(), decoded.Encoded.ToArray());
        Assert.Equal(_made.Digest, decoded.Digest);
        Assert.Equal(_made.TextDigest(Sha256.Hash([2])), decoded.TextDigest(Sha256.Hash([2])));
        Assert.Equal(_made.Digest, Sha256.Hash(decoded.Body.Span));
    }

    [Fact]
    public void What_was_signed_is_what_its_parts_make()
    {
        var cluster = Sha256.Hash([2]);
        var signer = new IdealScheme(Sha256.Hash([3])).CreateSigner("client");
        var session = new SessionId(signer.PublicKey, 7);
        var requests = Requests.Select(r => (ReadOnlyMemory<byte>)r).ToArray();

        var signed = Bundle.Sign(cluster, session, 5, 3, requests, signer);

        var text = Bundle.TextDigest(cluster, session, 5, 3, requests);
        var made = new Bundle(session, 5, 3, requests, signer.Sign(text));
        Assert.Equal(made.Encoded.ToArray(), signed.Encoded.ToArray());
        Assert.Equal(made.Body.ToArray(), signed.Body.ToArray());
        Assert.Equal((text, made.Digest), (signed.TextDigest(cluster), signed.Digest));
        Assert.Equal(Requests, signed.Requests.Select(r => r.ToArray()));
    }
}
