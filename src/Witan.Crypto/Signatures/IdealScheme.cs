using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>
/// A signature oracle for the simulator: a hash under a secret that only the scheme and its signers hold. Nobody
/// without the signer object can make a signature that verifies, and a run costs hashes instead of curve arithmetic.
/// Deterministic: the same secret and labels give the same keys and signatures.
/// </summary>
/// <remarks>
/// It proves nothing to a third party, since who can verify can also sign; it never leaves a process. Hostile parts of
/// a simulation get the signers of the replicas they own and this scheme as <see cref="ISignatureScheme"/> only.
/// </remarks>
public sealed class IdealScheme : ISignatureScheme
{
    private readonly Digest _secret;

    /// <param name="secret">Any value; a simulation derives it from its seed.</param>
    public IdealScheme(Digest secret)
    {
        _secret = secret;
    }

    public string Name => "ideal oracle";

    /// <summary>
    /// The signer of a label; the same label gives the same key again, so that a restarted replica keeps its own.
    /// </summary>
    /// <param name="label">Distinct for distinct parties.</param>
    public ISigner CreateSigner(string label)
    {
        var writer = new Primitives.Encoding.CanonicalWriter();
        writer.Text("witan/ideal/key/v1");
        writer.Digest(_secret);
        writer.Text(label);
        return new Signer(this, new PublicKey(Sha256.Hash(writer.Written).ToArray()));
    }

    public bool Verify(in PublicKey key, in Digest text, in Signature signature) => Seal(key, text) == signature;

    // Both halves are the same hash: every bit of a signature counts, at the price of one hash.
    private Signature Seal(in PublicKey key, in Digest text)
    {
        Span<byte> input = stackalloc byte[Digest.Size + PublicKey.Size + Digest.Size];
        _secret.CopyTo(input);
        key.CopyTo(input[Digest.Size..]);
        text.CopyTo(input[(Digest.Size + PublicKey.Size)..]);
        var half = Sha256.Hash(input);
        Span<byte> signature = stackalloc byte[Signature.Size];
        half.CopyTo(signature);
        half.CopyTo(signature[Digest.Size..]);
        return new Signature(signature);
    }

    private sealed class Signer(IdealScheme scheme, PublicKey key) : ISigner
    {
        public PublicKey PublicKey => key;

        public Signature Sign(in Digest text) => scheme.Seal(key, text);
    }
}
