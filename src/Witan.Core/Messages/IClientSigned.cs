using Witan.Primitives;

namespace Witan.Core.Messages;

/// <summary>
/// Something that a client signed. Whether the key is known to the cluster is admission's question, not the verifier's.
/// </summary>
public interface IClientSigned
{
    PublicKey Client { get; }

    Signature Signature { get; }

    Digest TextDigest(Digest cluster);
}
