using Witan.Crypto;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Crypto;

public class SigningTests
{
    private static readonly Digest Text = Sha256.Hash([1, 2, 3]);

    public static TheoryData<int> Providers()
    {
        var rows = new TheoryData<int>();
        for (var i = 0; i < Ed25519Provider.Available.Count; i++) rows.Add(i);
        return rows;
    }

    // RFC 8032 section 7.1, test 2: the shortest that has a message.
    [Theory]
    [MemberData(nameof(Providers))]
    public void A_provider_signs_as_the_RFC_does(int provider)
    {
        using var key = Ed25519Provider.Available[provider].CreateSigner(
            Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb"));
        Assert.Equal("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", key.PublicKey.ToString());
        Assert.Equal(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            key.SignMessage([0x72]).ToString());
    }

    [Fact]
    public void Every_provider_makes_the_same_signature_and_accepts_that_of_the_others()
    {
        var schemes = Ed25519Provider.Available;
        var seed = Sha256.Hash([5]).ToArray();
        using var first = schemes[0].CreateSigner(seed);
        foreach (var scheme in schemes)
        {
            using var key = scheme.CreateSigner(seed);
            Assert.Equal(first.PublicKey, key.PublicKey);
            Assert.Equal(first.Sign(Text), key.Sign(Text));
            Assert.True(scheme.Verify(first.PublicKey, Text, first.Sign(Text)));
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void A_signature_fails_under_another_key_and_another_text(int provider)
    {
        var scheme = Ed25519Provider.Available[provider];
        using var key = scheme.CreateSigner(Sha256.Hash([1]).ToArray());
        using var other = scheme.CreateSigner(Sha256.Hash([2]).ToArray());
        var signature = key.Sign(Text);
        Assert.True(scheme.Verify(key.PublicKey, Text, signature));
        Assert.False(scheme.Verify(other.PublicKey, Text, signature));
        Assert.False(scheme.Verify(key.PublicKey, Sha256.Hash([4]), signature));
    }

    [Fact]
    public void A_wiped_key_signs_nothing_and_a_seed_of_another_length_makes_no_key()
    {
        var key = Ed25519Provider.Default.CreateSigner(Sha256.Hash([1]).ToArray());
        key.Dispose();
        Assert.Throws<ObjectDisposedException>(() => key.Sign(Text));
        Assert.Throws<ArgumentException>(() => Ed25519Provider.Default.CreateSigner(new byte[31]));
    }
}
