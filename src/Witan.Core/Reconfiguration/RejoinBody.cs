using Witan.Core.Blocks;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Encoding;

namespace Witan.Core.Reconfiguration;

/// <summary>
/// A signed <see cref="Reconfiguration.Rejoin"/> as a block refers to it: its message without the type.
/// </summary>
public sealed class RejoinBody : IBody
{
    /// <summary>Configuration, sender, loss, signature.</summary>
    public const int Size = 8 + 4 + Primitives.Digest.Size + Signature.Size;

    /// <param name="request">A signed REJOIN.</param>
    public RejoinBody(SignedStatement request)
    {
        Request = request;
        Digest = Sha256.Hash(Body.Span);
    }

    public SignedStatement Request { get; }

    public Rejoin Rejoin => (Rejoin)Request.Statement;

    public byte Kind => Reference.Rejoin;

    public Digest Digest { get; }

    public ReadOnlyMemory<byte> Body => Request.Encoded[1..];

    public void Visit(INestedVisitor visitor) => Request.Visit(visitor);

    /// <summary>Null for anything but one canonical body.</summary>
    public static RejoinBody? Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new CanonicalReader(bytes.Span);
        var statement = Rejoin.Read(reader.Configuration(), reader.Replica(), ref reader);
        var signature = reader.Signature();
        if (!reader.Complete || statement is null) return null;
        return new RejoinBody(new SignedStatement(statement, signature));
    }
}
