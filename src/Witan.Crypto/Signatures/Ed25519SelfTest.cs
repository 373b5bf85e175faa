using Witan.Primitives;

namespace Witan.Crypto;

/// <summary>
/// Asks a library, before it is used, the questions that libraries answer differently. Versions of one library differ
/// too: libsodium up to 1.0.18 compares R without the cofactor, later ones multiply by eight first, and two replicas
/// that load different versions would disagree about a signature made for the purpose.
/// </summary>
public static class Ed25519SelfTest
{
    // Vectors "A + 1 T, equation holds" and "A + 1 T, holds times eight only" of
    // tests/Witan.Tests/Vectors/ed25519.json.
    private const string MixedKey = "e8e36f8fbea7f2a2e1d185be717fed54fba9d12fd949461abbafb009ed8535d6";
    private const string HoldsText = "cbe5b756c26efa1897262fb928580184c1d2a2a40bfc6d69cf400b85177b278e";
    private const string HoldsSignature =
        "7767a3242dc9b58bbc68488c1265cc6cc5f26c6f3c88a5d55e901b0734dca572"
        + "a9a3f273e49675e3f749e191b88a563df33d5ea55d2fc4195da51690ffaaaf0a";

    private const string TimesEightText = "8e07018dabdc1e81afe86726d0de04c5c2a921841f99eb945ce54096bbb25f72";
    private const string TimesEightSignature =
        "7767a3242dc9b58bbc68488c1265cc6cc5f26c6f3c88a5d55e901b0734dca572"
        + "0737317526302e2d5e21e47aa7710b09c26d40788469c983f03151f87d8c7c00";

    // Vector "honest signature 0 of a digest"; its seed is the SHA-256 of one zero byte.
    private const string HonestKey = "04d3be256c58caa83f87008d3537fe3928b814f2ef6fe09d0a00cd090a74cfa1";
    private const string HonestText = "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7";
    private const string HonestSignature =
        "0d0281cad8cab268c9203b6c7b28f86fc70122078ffe6c1a11bdc816ada1423a"
        + "988f33644887de513f52d0bb2e6c18923fa1ec3a7aeba9e529fc331da5e38006";

    /// <summary>What the scheme verifies wrongly, or null if nothing.</summary>
    public static string? FaultOf(ISignatureScheme scheme)
    {
        if (!Verifies(scheme, HonestKey, HonestText, HonestSignature)) return "refuses an honest signature";
        if (Verifies(scheme, HonestKey, HoldsText, HonestSignature)) return "accepts a signature of another text";
        if (!Verifies(scheme, MixedKey, HoldsText, HoldsSignature)) return "refuses keys of mixed order";
        if (Verifies(scheme, MixedKey, TimesEightText, TimesEightSignature)) return "multiplies by the cofactor";
        return null;
    }

    /// <summary>The same for a library that also signs.</summary>
    internal static string? FaultOf(Ed25519Scheme scheme)
    {
        using var key = scheme.CreateSigner(Sha256.Hash([0]).ToArray());
        var signature = key.Sign(new Digest(Convert.FromHexString(HonestText)));
        return key.PublicKey.ToString() == HonestKey && signature.ToString() == HonestSignature
            ? FaultOf((ISignatureScheme)scheme)
            : "signs differently from RFC 8032";
    }

    private static bool Verifies(ISignatureScheme scheme, string key, string text, string signature) => scheme.Verify(
        new PublicKey(Convert.FromHexString(key)),
        new Digest(Convert.FromHexString(text)),
        new Signature(Convert.FromHexString(signature)));
}
