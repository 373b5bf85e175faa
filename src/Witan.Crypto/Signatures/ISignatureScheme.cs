using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>
/// Judges signatures. What is signed is always the SHA-256 of a signed text (<see cref="SignedText"/>), never a message
/// of a caller's own making.
/// </summary>
/// <remarks>
/// <see cref="Verify"/> may be called from many threads at once, takes every 32 and 64 bytes, and answers no rather
/// than throw. All replicas must use schemes that accept exactly the same signatures: one that differs could split the
/// cluster.
/// </remarks>
public interface ISignatureScheme
{
    /// <summary>What judges, for people: library and version, or the name of the simulator's oracle.</summary>
    string Name { get; }

    /// <summary>
    /// Whether <paramref name="signature"/> over <paramref name="text"/> was made by the holder of the key.
    /// </summary>
    bool Verify(in PublicKey key, in Digest text, in Signature signature);
}
