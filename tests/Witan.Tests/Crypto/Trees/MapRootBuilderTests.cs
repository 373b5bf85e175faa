using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Crypto.Trees;

public sealed class MapRootBuilderTests
{
    [Fact]
    public void The_root_of_nothing_is_that_of_the_empty_map() =>
        Assert.Equal(AuthenticatedMap.Empty.Root, new MapRootBuilder().Finish());

    [Fact]
    public void The_root_is_that_of_the_map_wherever_its_keys_are_cut_in_two()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var entries = RandomMaps.Entries(random, random.Next(1, 60));
            var builder = new MapRootBuilder();
            foreach (var (key, value) in entries)
            {
                var cut = random.Next(key.Length + 1);
                Assert.True(builder.TryAdd(key.AsSpan(0, cut), key.AsSpan(cut), Sha256.Hash(value)));
            }

            Assert.Equal(SlowTree.Root(entries), builder.Finish().ToArray());
        }
    }

    [Fact]
    public void A_key_that_is_not_above_the_last_or_is_too_long_is_refused_and_changes_nothing()
    {
        var (hash, tooLong) = (Sha256.Hash([9]), new byte[AuthenticatedMap.MaxKeyBytes + 1]);
        tooLong[0] = 0xFF;
        var builder = new MapRootBuilder();
        Assert.False(builder.TryAdd([], tooLong, hash));
        Assert.True(builder.TryAdd("b"u8, "c"u8, hash));

        Assert.False(builder.TryAdd("b"u8, "c"u8, hash));
        Assert.False(builder.TryAdd("b"u8, [], hash));
        Assert.False(builder.TryAdd("a"u8, "zz"u8, hash));
        Assert.False(builder.TryAdd(tooLong, [], hash));
        Assert.True(builder.TryAdd("bc"u8, [0], hash));

        Assert.Equal(AuthenticatedMap.Empty.Put([.. "bc"u8], [9]).Put([.. "bc"u8, 0], [9]).Root, builder.Finish());
    }

    [Fact]
    public void A_map_tells_the_hash_of_a_value_that_it_has()
    {
        var map = AuthenticatedMap.Empty.Put([1], [2, 3]);

        Assert.True(map.TryGetValueHash([1], out var hash));
        Assert.Equal(Sha256.Hash([2, 3]), hash);
        Assert.False(map.TryGetValueHash([1, 0], out var none));
        Assert.Equal(Digest.Zero, none);
    }
}
