using System.Text;
using Witan.Crypto.Trees;
using Xunit;

namespace Witan.Tests.Crypto.Trees;

public sealed class AuthenticatedMapTests
{
    [Fact]
    public void The_empty_map_and_a_map_of_one_entry_have_the_roots_of_the_definition()
    {
        Assert.Equal(SlowTree.Root([]), AuthenticatedMap.Empty.Root.ToArray());
        var one = AuthenticatedMap.Empty.Put([1, 2], [3]);
        Assert.Equal(SlowTree.Leaf([1, 2], [3]), one.Root.ToArray());
        Assert.Equal(AuthenticatedMap.Empty.Root, one.Delete([1, 2]).Root);
    }

    [Fact]
    public void Random_changes_in_batches_keep_root_entries_count_and_bytes_equal_to_a_sorted_dictionary()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var model = new SortedDictionary<byte[], byte[]>(ByteOrder.Instance);
            var map = AuthenticatedMap.Empty;
            for (var batch = 0; batch < 12; batch++)
            {
                var editor = map.Edit();
                for (var i = 0; i < 15; i++) Change(random, model, editor);
                if (batch % 3 == 0) Assert.Equal(SlowTree.Root(model), editor.Root.ToArray());
                for (var i = 0; i < 5; i++) Change(random, model, editor);
                map = editor.ToMap();
                AssertEqual(model, map);
            }
        }
    }

    [Fact]
    public void The_root_does_not_depend_on_the_order_of_insertions_and_deletions()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new Random(seed);
            var entries = RandomMaps.Entries(random, 60);
            var extra = RandomMaps.Entries(random, 60).Where(e => !entries.ContainsKey(e.Key)).ToList();
            var editor = AuthenticatedMap.Empty.Edit();
            var all = entries.Concat(extra).ToArray();
            random.Shuffle(all);
            foreach (var (key, value) in all) editor.Put(key, value);
            foreach (var (key, _) in extra) Assert.True(editor.Delete(key));
            Assert.Equal(RandomMaps.Map(entries).Root, editor.Root);
            Assert.Equal(SlowTree.Root(entries), editor.Root.ToArray());
        }
    }

    [Fact]
    public void A_snapshot_keeps_root_and_entries_whatever_later_editors_do()
    {
        var random = new Random(7);
        var model = RandomMaps.Entries(random, 200);
        var editor = RandomMaps.Map(model).Edit();
        var snapshots = new List<(AuthenticatedMap Map, SortedDictionary<byte[], byte[]> Model)>();
        for (var batch = 0; batch < 30; batch++)
        {
            for (var i = 0; i < 20; i++) Change(random, model, editor);
            snapshots.Add((editor.ToMap(), new SortedDictionary<byte[], byte[]>(model, ByteOrder.Instance)));
            var branch = snapshots[random.Next(snapshots.Count)].Map.Edit();
            branch.DeleteRange(RandomMaps.Range(random));
            branch.ToMap();
        }

        foreach (var (map, expected) in snapshots) AssertEqual(expected, map);
    }

    [Fact]
    public void Ranges_forward_and_backward_equal_brute_force()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var entries = RandomMaps.Entries(random, random.Next(0, 80));
            var map = RandomMaps.Map(entries);
            for (var i = 0; i < 100; i++)
            {
                var range = RandomMaps.Range(random);
                var expected = entries.Where(e => Within(range, e.Key)).Select(e => e.Key).ToList();
                Assert.Equal(expected, map.Range(range).ToList().Select(e => e.Key));
                expected.Reverse();
                Assert.Equal(expected, map.Range(range, descending: true).ToList().Select(e => e.Key));
            }
        }
    }

    [Fact]
    public void A_sorted_build_equals_single_puts_and_refuses_keys_that_do_not_rise()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var entries = RandomMaps.Entries(random, random.Next(0, 100));
            var sorted = entries.Select(e => new MapEntry(e.Key, e.Value)).ToList();
            Assert.True(AuthenticatedMap.TryFromSorted(sorted, out var map));
            AssertEqual(entries, map);
            MapEntry[] twice = [.. sorted, new MapEntry([], [1]), new MapEntry([], [2])];
            Assert.False(AuthenticatedMap.TryFromSorted(twice, out _));
            if (sorted.Count < 2) continue;
            sorted.Reverse();
            Assert.False(AuthenticatedMap.TryFromSorted(sorted, out _));
        }
    }

    [Fact]
    public void A_map_built_sorted_can_be_edited_like_any_other()
    {
        var random = new Random(3);
        var entries = RandomMaps.Entries(random, 100);
        Assert.True(AuthenticatedMap.TryFromSorted(entries.Select(e => new MapEntry(e.Key, e.Value)), out var map));
        var before = map.Root;
        var model = new SortedDictionary<byte[], byte[]>(entries, ByteOrder.Instance);
        var editor = map.Edit();
        for (var i = 0; i < 300; i++) Change(random, model, editor);
        AssertEqual(model, editor.ToMap());
        Assert.Equal(before, map.Root);
        AssertEqual(entries, map);
    }

    [Fact]
    public void Six_thousand_keys_each_the_beginning_of_the_next_are_a_deep_tree_and_no_stack_overflow()
    {
        const int Depth = 6_000;
        var editor = AuthenticatedMap.Empty.Edit();
        for (var length = 0; length < Depth; length += 2) editor.Put(new byte[length], [1]);
        for (var length = Depth - 1; length > 0; length -= 2) editor.Put(new byte[length], [1]);
        var map = editor.ToMap();
        Assert.Equal(Depth, map.Range(KeyRange.All).ToList().Count);
        Assert.True(AuthenticatedMap.TryFromSorted(map.Range(KeyRange.All).ToList(), out var again));
        Assert.Equal(map.Root, again.Root);
        var expected = SlowTree.Leaf(new byte[Depth - 1], [1]);
        for (var length = Depth - 2; length >= 0; length--)
            expected = SlowTree.Inner(length == 0 ? "" : "00000000", SlowTree.Leaf(new byte[length], [1]), expected);
        Assert.Equal(expected, map.Root.ToArray());
        for (var length = 0; length < Depth; length++) Assert.True(editor.Delete(new byte[length]));
        Assert.Equal(AuthenticatedMap.Empty.Root, editor.Root);
    }

    [Fact]
    public void Keys_up_to_the_limit_are_taken_and_a_longer_one_is_refused()
    {
        var longest = new byte[AuthenticatedMap.MaxKeyBytes];
        byte[] other = [.. longest[..^1], 1];
        var map = AuthenticatedMap.Empty.Put(longest, [1]).Put(other, [2]);
        Assert.True(map.TryGet(other, out var value));
        Assert.Equal([2], value);
        Assert.False(map.ContainsKey(longest.AsSpan()[..^1]));
        Assert.Throws<ArgumentException>(() => map.Put([.. longest, 0], [1]));
    }

    [Fact]
    public void An_enumeration_over_an_editor_that_changes_stops_with_an_exception()
    {
        var editor = RandomMaps.Map(RandomMaps.Entries(new Random(1), 20)).Edit();
        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var entry in editor.Range(KeyRange.All)) editor.Delete(entry.Key);
        });
    }

    [Fact]
    public void A_prefix_range_holds_the_keys_with_that_beginning()
    {
        byte[][] keys = [[0x61], [0x61, 0x62], [0x61, 0xFF], [0x61, 0xFF, 1], [0x62], [0xFF], [0xFF, 0xFF, 2]];
        var map = RandomMaps.Map(keys.Select(k => KeyValuePair.Create(k, k)));
        foreach (var prefix in keys.Append([]))
        {
            var expected = keys.Where(k => k.AsSpan().StartsWith(prefix)).Order(ByteOrder.Instance);
            Assert.Equal(expected, map.Range(KeyRange.Prefix(prefix)).ToList().Select(e => e.Key));
        }
    }

    private static bool Within(KeyRange range, byte[] key)
    {
        static string Text(byte[] bytes) => Encoding.Latin1.GetString(bytes);
        if (string.CompareOrdinal(Text(key), Text(range.From)) < 0) return false;
        return range.To is null || string.CompareOrdinal(Text(key), Text(range.To)) < 0;
    }

    private static void Change(Random random, SortedDictionary<byte[], byte[]> model, AuthenticatedMap.Editor editor)
    {
        var key = RandomMaps.Key(random);
        if (random.Next(3) == 0)
        {
            Assert.Equal(model.Remove(key), editor.Delete(key));
            return;
        }

        var value = RandomMaps.Value(random);
        Assert.Equal(!model.ContainsKey(key), editor.Put(key, value));
        model[key] = value;
        Assert.True(editor.TryGet(key, out var read));
        Assert.Equal(value, read);
    }

    private static void AssertEqual(SortedDictionary<byte[], byte[]> model, AuthenticatedMap map)
    {
        Assert.Equal(SlowTree.Root(model), map.Root.ToArray());
        Assert.Equal(model.Count, map.Count);
        Assert.Equal(model.Sum(e => (long)e.Key.Length + e.Value.Length), map.TotalBytes);
        var entries = map.Range(KeyRange.All).ToList();
        Assert.Equal(model.Keys, entries.Select(e => e.Key));
        Assert.Equal(model.Values, entries.Select(e => e.Value));
    }
}
