using Witan.Gateway.Grpc;
using Xunit;

namespace Witan.Tests.Gateway;

/// <summary>The two small languages in gRPC's headers.</summary>
public sealed class GrpcTextTests
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("4m", 40_000)]
    [InlineData("5u", 50)]
    [InlineData("100n", 1)]
    [InlineData("101n", 2)]
    [InlineData("1n", 1)]
    [InlineData("0S", 0)]
    [InlineData("00000001S", 10_000_000)]
    [InlineData("99999999H", (int.MaxValue - 1L) * 10_000)]
    public void A_timeout_is_read_in_its_unit_rounded_up_and_cut_to_what_a_timer_takes(string text, long ticks)
    {
        Assert.True(GrpcTimeout.TryParse(text, out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("1")]
    [InlineData("1s")]
    [InlineData("1 S")]
    [InlineData(" 1S")]
    [InlineData("+1S")]
    [InlineData("1.5S")]
    [InlineData("١S")]
    [InlineData("123456789S")]
    public void Anything_else_is_not_a_timeout(string text) => Assert.False(GrpcTimeout.TryParse(text, out _));

    [Fact]
    public void Encoding_leaves_printable_ascii_and_every_text_comes_back()
    {
        Assert.Equal("etcdserver: key is not provided", GrpcMessageText.Encode("etcdserver: key is not provided"));
        Assert.Equal("%25", GrpcMessageText.Encode("%"));
        for (var unit = 0; unit < 0x500; unit++)
        {
            var text = "a" + (char)unit + "z";
            var encoded = GrpcMessageText.Encode(text);
            Assert.All(encoded, letter => Assert.InRange(letter, ' ', '~'));
            Assert.Equal(text, Uri.UnescapeDataString(encoded));
        }
    }
}
