using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>Whoever holds this object can sign as <see cref="PublicKey"/>. Signing is deterministic.</summary>
public interface ISigner
{
    /// <summary>The key under which the signatures verify.</summary>
    PublicKey PublicKey { get; }

    /// <summary>Signs the SHA-256 of a signed text.</summary>
    Signature Sign(in Digest text);
}
