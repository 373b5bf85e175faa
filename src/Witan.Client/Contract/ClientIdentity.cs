using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;

namespace Witan.Client;

/// <summary>Who speaks.</summary>
/// <param name="Signer">Holds the client's key.</param>
/// <param name="Incarnation">
/// Reserved durably by the host before this life began; higher than in every life before.
/// </param>
/// <param name="Salt">
/// 32 random bytes of this life: two processes that share key and incarnation by mistake differ in nonces.
/// </param>
public sealed record ClientIdentity(ISigner Signer, ulong Incarnation, Digest Salt)
{
    public SessionId Session => new(Signer.PublicKey, Incarnation);
}
