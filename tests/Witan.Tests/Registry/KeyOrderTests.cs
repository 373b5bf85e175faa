using Witan.Registry;
using Witan.Registry.State;
using Xunit;

namespace Witan.Tests.Registry;

public sealed class KeyOrderTests
{
    [Fact]
    public void Places_in_the_history_are_ordered_by_key_then_revision_whatever_bytes_keys_hold()
    {
        var random = new RandomRequests(21);
        for (var i = 0; i < 20_000; i++)
        {
            var (x, y) = (random.Key(), random.Key());
            var (rx, ry) = (SomeRevision(random), SomeRevision(random));
            var byKey = x.AsSpan().SequenceCompareTo(y);
            var expected = byKey != 0 ? byKey : rx.CompareTo(ry);
            var actual = HistoryKey.Of(x, rx).AsSpan().SequenceCompareTo(HistoryKey.Of(y, ry));
            Assert.Equal(Math.Sign(expected), Math.Sign(actual));
        }
    }

    [Fact]
    public void A_place_lies_between_the_first_of_its_key_and_what_is_behind_it_and_of_no_other()
    {
        var random = new RandomRequests(22);
        for (var i = 0; i < 20_000; i++)
        {
            var (key, other) = (random.Key(), random.Key());
            var place = HistoryKey.Of(other, SomeRevision(random));
            var inside = place.AsSpan().SequenceCompareTo(HistoryKey.Prefix(key)) >= 0
                && place.AsSpan().SequenceCompareTo(HistoryKey.Behind(key)) < 0;
            Assert.Equal(key.AsSpan().SequenceEqual(other), inside);
        }
    }

    [Fact]
    public void A_place_gives_back_its_key_and_revision_and_nothing_else_is_taken_for_one()
    {
        var random = new RandomRequests(23);
        for (var i = 0; i < 2_000; i++)
        {
            var (key, revision) = (random.Key(), SomeRevision(random));
            var place = HistoryKey.Of(key, revision);
            Assert.Equal(HistoryKey.Length(key), place.Length);
            Assert.True(HistoryKey.TryParse(place, out var sameKey, out var sameRevision));
            Assert.Equal(key, sameKey);
            Assert.Equal(revision, sameRevision);
            place[random.Below(place.Length)] ^= (byte)(1 + random.Below(255));
            if (HistoryKey.TryParse(place, out sameKey, out sameRevision))
                Assert.Equal(place, HistoryKey.Of(sameKey, sameRevision));
        }

        Assert.False(HistoryKey.TryParse(new byte[13], out _, out _));
    }

    [Theory]
    [InlineData("61", "62")]
    [InlineData("61ff", "62")]
    [InlineData("ff", "00")]
    [InlineData("ffff", "00")]
    [InlineData("00", "01")]
    public void The_end_of_a_prefix_is_the_first_key_behind_it(string prefix, string end) =>
        Assert.Equal(end, Convert.ToHexStringLower(KeyRange.PrefixEnd(Convert.FromHexString(prefix))));

    [Fact]
    public void A_prefix_range_holds_the_keys_that_begin_with_it()
    {
        var random = new RandomRequests(24);
        for (var i = 0; i < 5_000; i++)
        {
            var (prefix, key) = (random.Key(), random.Key());
            Assert.Equal(key.AsSpan().StartsWith(prefix), KeyRange.OfPrefix(prefix).Contains(key));
        }
    }

    private static Revision SomeRevision(RandomRequests random) =>
        new((long)random.Below(3) << (8 * random.Below(7)), (uint)random.Below(300));
}
