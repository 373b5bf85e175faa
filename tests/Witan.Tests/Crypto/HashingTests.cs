using Witan.Crypto;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Crypto;

public class HashingTests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void The_published_values_of_FIPS_180_come_out(string text, string expected) =>
        Assert.Equal(expected, Sha256.Hash(System.Text.Encoding.ASCII.GetBytes(text)).ToString());

    [Fact]
    public void However_the_bytes_are_cut_into_pieces_the_hash_is_the_same()
    {
        var bytes = new byte[150];
        for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)i;
        var whole = Sha256.Hash(bytes);
        var builder = new Sha256Builder();
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            builder.Append(bytes.AsSpan(0, cut));
            builder.Append(bytes.AsSpan(cut));
            Assert.Equal(whole, builder.Finish());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(89)]
    [InlineData(1024)]
    [InlineData(1025)]
    [InlineData(100_000)]
    public void Two_texts_have_the_hash_of_both_in_one_piece(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)(i * 31 & 0xFF);
        var expected = new Digest(System.Security.Cryptography.SHA256.HashData(bytes));

        Assert.Equal(expected, Sha256.Hash(bytes));
        foreach (var cut in (int[])[0, 1, length / 2, length])
        {
            var at = Math.Min(cut, length);
            Assert.Equal(expected, Sha256.Hash(bytes.AsSpan(0, at), bytes.AsSpan(at)));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(64, 0)]
    [InlineData(64, 64)]
    [InlineData(89, 25)]
    [InlineData(1025, 1000)]
    [InlineData(100_000, 99_936)]
    public void A_text_hashed_with_its_beginning_has_the_hash_of_each_by_itself(int length, int beginning)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)(i * 31 & 0xFF);

        var both = Sha256.HashWithBeginning(bytes, beginning);

        Assert.Equal(Of(bytes.AsSpan(0, beginning)), both.Beginning);
        Assert.Equal(Of(bytes), both.Whole);

        static Digest Of(ReadOnlySpan<byte> text) => new(System.Security.Cryptography.SHA256.HashData(text));
    }

    [Fact]
    public void A_finished_builder_starts_empty_and_its_three_appends_add_the_bytes_they_name()
    {
        var builder = new Sha256Builder();
        builder.Append([1, 2, 3]);
        builder.Finish();
        Assert.Equal(Sha256.Hash([]), builder.Finish());

        var digest = Sha256.Hash([9]);
        builder.Append(7);
        builder.Append(digest);
        builder.Append([8, 8]);
        Assert.Equal(Sha256.Hash([7, .. digest.ToArray(), 8, 8]), builder.Finish());
    }
}
