using Witan.Crypto;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Crypto;

public class IdealSchemeTests
{
    private static readonly Digest Text = Sha256.Hash([1]);

    [Fact]
    public void A_signature_with_any_bit_flipped_is_refused()
    {
        var scheme = new IdealScheme(Sha256.Hash([7]));
        var signer = scheme.CreateSigner("R0");
        var good = signer.Sign(Text).ToArray();
        Assert.True(scheme.Verify(signer.PublicKey, Text, new Signature(good)));
        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var bad = (byte[])good.Clone();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(scheme.Verify(signer.PublicKey, Text, new Signature(bad)));
        }
    }

    [Fact]
    public void What_one_label_signs_never_verifies_as_another_text_or_scheme()
    {
        var scheme = new IdealScheme(Sha256.Hash([7]));
        var r0 = scheme.CreateSigner("R0");
        var r1 = scheme.CreateSigner("R1");
        var signature = r0.Sign(Text);
        Assert.NotEqual(r0.PublicKey, r1.PublicKey);
        Assert.False(scheme.Verify(r1.PublicKey, Text, signature));
        Assert.False(scheme.Verify(r0.PublicKey, Sha256.Hash([2]), signature));
        Assert.False(new IdealScheme(Sha256.Hash([8])).Verify(r0.PublicKey, Text, signature));
    }

    [Fact]
    public void The_same_secret_and_label_give_the_same_key_and_signature_again()
    {
        var first = new IdealScheme(Sha256.Hash([7])).CreateSigner("R0");
        var again = new IdealScheme(Sha256.Hash([7])).CreateSigner("R0");
        Assert.Equal(first.PublicKey, again.PublicKey);
        Assert.Equal(first.Sign(Text), again.Sign(Text));
    }
}
