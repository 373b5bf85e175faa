using Witan.Crypto.Trees;
using Witan.Primitives;
using Xunit;

namespace Witan.Tests.Crypto.Trees;

public sealed class ProofTests
{
    [Fact]
    public void Ten_thousand_random_range_proofs_are_the_defined_bytes_and_prove_what_brute_force_finds()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var entries = RandomMaps.Entries(random, random.Next(0, 60));
            var (map, slow) = (RandomMaps.Map(entries), SlowTree.Build(entries));
            for (var i = 0; i < 100; i++)
            {
                var range = RandomMaps.Range(random);
                var proof = RangeProof.Build(map, range);
                Assert.Equal(SlowTree.RangeProof(slow, range.From, range.To), proof);
                Assert.True(RangeProof.TryVerify(proof, map.Root, range, out var proved));
                var expected = entries.Where(e => SlowTree.Within(e.Key, range.From, range.To)).ToList();
                Assert.Equal(expected.Select(e => e.Key), proved.Select(e => e.Key));
                Assert.Equal(expected.Select(e => e.Value), proved.Select(e => e.Value));
            }
        }
    }

    [Fact]
    public void A_proof_for_one_key_says_present_or_absent_and_is_the_range_proof_for_that_key()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var entries = RandomMaps.Entries(random, random.Next(0, 60));
            var map = RandomMaps.Map(entries);
            for (var i = 0; i < 40; i++)
            {
                var key = RandomMaps.Key(random);
                var proof = EntryProof.Build(map, key);
                Assert.Equal(RangeProof.Build(map, KeyRange.One(key)), proof);
                var verdict = EntryProof.Verify(proof, map.Root, key, out var value);
                var isThere = entries.TryGetValue(key, out var expected);
                Assert.Equal(isThere ? EntryVerdict.Present : EntryVerdict.Absent, verdict);
                Assert.Equal(expected, value);
                Assert.Equal(EntryVerdict.Refused, EntryProof.Verify(proof, default, key, out _));
            }
        }
    }

    [Fact]
    public void A_range_or_entry_proof_with_any_bit_flipped_cut_or_extended_is_refused()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var map = RandomMaps.Map(RandomMaps.Entries(random, random.Next(1, 25)));
            var (range, key) = (RandomMaps.Range(random), RandomMaps.Key(random));
            AssertRefused(RangeProof.Build(map, range), p => RangeProof.TryVerify(p, map.Root, range, out _));
            AssertRefused(
                EntryProof.Build(map, key),
                p => EntryProof.Verify(p, map.Root, key, out _) != EntryVerdict.Refused);
        }
    }

    [Fact]
    public void A_hidden_node_a_hidden_value_or_more_shown_than_needed_is_refused_though_the_root_is_right()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var random = new Random(seed);
            var slow = SlowTree.Build(RandomMaps.Entries(random, random.Next(2, 30)));
            if (slow is null) continue;
            var (range, root) = (RandomMaps.Range(random), new Digest(slow.Hash));
            bool Shown(SlowNode n) => SlowTree.CouldHold(n.Path, range.From, range.To);
            bool Valued(SlowNode n) => SlowTree.Within(n.Key, range.From, range.To);
            Assert.True(RangeProof.TryVerify(SlowTree.Encode(slow, Shown, Valued), root, range, out _));
            foreach (var node in slow.All())
            {
                var other = SlowTree.Encode(slow, n => n == node != Shown(n), Valued);
                if (IsReached(slow, node, Shown)) Assert.False(RangeProof.TryVerify(other, root, range, out _));
                if (!node.IsLeaf || !Shown(node)) continue;
                other = SlowTree.Encode(slow, Shown, n => n == node != Valued(n));
                Assert.False(RangeProof.TryVerify(other, root, range, out _));
            }
        }
    }

    [Fact]
    public void A_proof_for_one_range_is_refused_for_another_that_holds_other_entries()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var map = RandomMaps.Map(RandomMaps.Entries(random, 40));
            var (one, other) = (RandomMaps.Range(random), RandomMaps.Range(random));
            if (!RangeProof.TryVerify(RangeProof.Build(map, one), map.Root, other, out var proved)) continue;
            Assert.Equal(map.Range(other).ToList().Select(e => e.Key), proved.Select(e => e.Key));
        }
    }

    [Fact]
    public void Trees_that_no_map_has_are_refused_whatever_their_hash()
    {
        byte[] pruned = [4, .. new byte[32]];
        byte[] leafA = [1, 1, 0, 0, 0, 0x61, 0, 0, 0, 0], leafB = [1, 1, 0, 0, 0, 0x62, 0, 0, 0, 0];
        static byte[] Inner(string skip, byte[] left, byte[] right)
            => [3, .. SlowTree.LittleEndian((uint)skip.Length), .. SlowTree.Packed(skip), .. left, .. right];
        const string Common = "1011000";
        Assert.NotNull(PartialTree.Decode(Inner(Common, leafA, leafB)));
        Assert.NotNull(PartialTree.Decode(Inner(Common, pruned, leafB)));
        Assert.Null(PartialTree.Decode(Inner(Common, leafB, leafA)));
        Assert.Null(PartialTree.Decode(Inner(Common[..^1], leafA, leafB)));
        Assert.Null(PartialTree.Decode(Inner(Common, leafA, leafA)));
        Assert.Null(PartialTree.Decode(Inner("", leafA, leafB)));
        Assert.Null(PartialTree.Decode(Inner("0", pruned, pruned)));
        Assert.Null(PartialTree.Decode(Inner("1011000010", pruned, pruned)));
        Assert.Null(PartialTree.Decode(Inner("", Inner("", pruned, pruned), pruned)));
        Assert.Null(PartialTree.Decode(Inner("", [0], pruned)));
        Assert.Null(PartialTree.Decode([4, .. SlowTree.Root([])]));
        Assert.Null(PartialTree.Decode([3, 1, 0, 0, 0, 0xC0, .. pruned, .. pruned]));
        Assert.Null(PartialTree.Decode([3, 0xFF, 0xFF, 0xFF, 0xFF, .. pruned, .. pruned]));
        Assert.Null(PartialTree.Decode([]));
        Assert.Null(PartialTree.Decode([5]));
    }

    [Fact]
    public void A_hostile_tree_a_hundred_thousand_branchings_deep_is_read_and_walked_without_stack_overflow()
    {
        // Each level is one zero byte of the key: a 1, seven zeros, and the eighth zero as the branch to the left.
        const int Depth = 100_000;
        byte[] inner = [3, 8, 0, 0, 0, 0x80], pruned = [4, .. new byte[32]];
        byte[] open = [.. Enumerable.Repeat(inner, Depth).SelectMany(b => b)];
        Assert.Null(PartialTree.Decode(open));
        var tree = PartialTree.Decode([.. open, .. Enumerable.Repeat(pruned, Depth + 1).SelectMany(b => b)]);
        Assert.NotNull(tree);
        var witness = new WitnessMap(tree);
        Assert.Equal(ProvenRead.OutsideWitness, witness.Get(new byte[Depth], out _));
        Assert.Equal(ProvenRead.Absent, witness.Get([0, 2], out _));
        Assert.Equal(ProvenRead.OutsideWitness, witness.Range(KeyRange.All).Next(out _));
        Assert.Equal(ProvenRead.OutsideWitness, witness.Range(KeyRange.All, descending: true).Next(out _));
    }

    [Fact]
    public void Random_bytes_and_random_splices_of_proofs_are_decoded_to_themselves_or_refused()
    {
        var random = new Random(11);
        var proofs = Enumerable.Range(0, 40)
            .Select(_ => RangeProof.Build(RandomMaps.Map(RandomMaps.Entries(random, 12)), RandomMaps.Range(random)))
            .ToArray();
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b) = (proofs[random.Next(proofs.Length)], proofs[random.Next(proofs.Length)]);
            byte[] bytes = [.. a[..random.Next(a.Length + 1)], .. b[random.Next(b.Length + 1)..]];
            if (PartialTree.Decode(bytes) is not { } tree) continue;
            var writer = new Witan.Primitives.Encoding.CanonicalWriter();
            tree.Encode(writer);
            Assert.Equal(bytes, writer.ToArray());
        }
    }

    [Fact]
    public void A_map_handed_over_in_proved_pieces_is_rebuilt_with_the_same_root()
    {
        var map = RandomMaps.Map(RandomMaps.Entries(new Random(5), 300));
        var builder = new SortedMapBuilder();
        var pieces = 0;
        for (byte[]? end = []; end is not null; pieces++)
        {
            var proof = RangeProof.BuildPiece(map, new KeyRange(end, null), 100, out var range);
            Assert.True(RangeProof.TryVerify(proof, map.Root, range, out var entries));
            foreach (var entry in entries) Assert.True(builder.TryAdd(entry.Key, entry.Value));
            end = range.To;
        }

        Assert.InRange(pieces, 5, 300);
        Assert.Equal(map.Root, builder.ToMap().Root);
    }

    /// <summary>Whether all nodes above are shown, so that showing or hiding this one shows in the bytes.</summary>
    private static bool IsReached(SlowNode root, SlowNode node, Func<SlowNode, bool> isShown)
        => root == node || (!root.IsLeaf && isShown(root)
            && (IsReached(root.Left!, node, isShown) || IsReached(root.Right!, node, isShown)));

    private static void AssertRefused(byte[] proof, Func<byte[], bool> accepts)
    {
        Assert.True(accepts(proof));
        for (var i = 0; i < proof.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var flipped = (byte[])proof.Clone();
                flipped[i] ^= (byte)(1 << bit);
                Assert.False(accepts(flipped));
            }

            Assert.False(accepts(proof[..i]));
        }

        Assert.False(accepts([.. proof, 0]));
    }
}
