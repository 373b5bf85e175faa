using Witan.Crypto;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Crypto;

/// <summary>Libraries with a planted difference, each of which the self-test must name.</summary>
public class Ed25519SelfTestTests
{
    [Fact]
    public void A_library_that_multiplies_by_the_cofactor_is_refused() =>
        AssertFault("multiplies by the cofactor", (k, t, s) => EdwardsReference.HoldsLax(k, t, s).TimesEight);

    [Fact]
    public void A_library_that_wants_keys_of_prime_order_is_refused() =>
        AssertFault(
            "refuses keys of mixed order",
            (k, t, s) => EdwardsReference.Accepts(k, t, s)
                && EdwardsReference.Order * EdwardsPoint.Decode(k)! == EdwardsPoint.Identity);

    [Fact]
    public void A_library_that_says_yes_to_everything_or_to_nothing_is_refused()
    {
        AssertFault("accepts a signature of another text", (_, _, _) => true);
        AssertFault("refuses an honest signature", (_, _, _) => false);
    }

    [Fact]
    public void A_library_that_keeps_the_rule_passes() => AssertFault(null, EdwardsReference.Accepts);

    private static void AssertFault(string? fault, Func<byte[], byte[], byte[], bool> library) =>
        Assert.Equal(fault, Ed25519SelfTest.FaultOf(new Library(library)));

    private sealed class Library(Func<byte[], byte[], byte[], bool> answer) : ISignatureScheme
    {
        public string Name => "planted";

        public bool Verify(in PublicKey key, in Digest text, in Signature signature) =>
            answer(key.ToArray(), text.ToArray(), signature.ToArray());
    }
}
