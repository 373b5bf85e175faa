using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Xunit;

namespace Witan.Tests.Crypto.Trees;

public sealed class MerkleLogTests
{
    [Fact]
    public void Roots_equal_the_definition_of_the_RFC_for_every_size_up_to_130()
    {
        for (var size = 0; size <= 130; size++)
        {
            var leaves = Leaves(size);
            Assert.Equal(SlowTree.LogRoot(leaves), MerkleLog.Of(leaves).Root.ToArray());
        }
    }

    [Theory]
    // The leaves that implementations of RFC 6962 commonly test with, and their published roots.
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Roots_equal_the_answers_known_for_the_usual_test_leaves(int size, string root)
    {
        byte[][] leaves = [[], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43],
            [0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            [0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d, 0x6e, 0x6f]];
        Assert.Equal(root, MerkleLog.Of(leaves[..size]).Root.ToString());
    }

    [Fact]
    public void Every_run_of_every_small_log_is_proved_and_fails_for_another_run_root_or_leaf()
    {
        for (var size = 1; size <= 20; size++)
        {
            var leaves = Leaves(size);
            var log = MerkleLog.Of(leaves);
            var hashes = leaves.Select(l => MerkleLog.LeafHash(l)).ToArray();
            for (var first = 0; first < size; first++)
                for (var count = 1; count <= size - first; count++)
                    CheckRun(log, hashes, first, count);
        }
    }

    [Fact]
    public void A_log_that_keeps_its_root_alone_has_the_same_root_and_proofs()
    {
        for (var size = 1; size <= 40; size++)
        {
            var hashes = Leaves(size).Select(l => MerkleLog.LeafHash(l)).ToArray();
            var (log, run) = (new MerkleLog(hashes), MerkleLog.OfOneRun(hashes));
            Assert.Equal((log.Root, log.Size), (run.Root, run.Size));
            // The whole first: it is proved before there are levels.
            Assert.Equal(Encoded(log.Prove(0, size)), Encoded(run.Prove(0, size)));
            for (var first = 0; first < size; first++)
                Assert.Equal(Encoded(log.Prove(first, size - first)), Encoded(run.Prove(first, size - first)));
        }
    }

    private static byte[] Encoded(LogProof proof)
    {
        var writer = new CanonicalWriter();
        proof.Encode(writer);
        Assert.Equal(proof.EncodedSize, writer.Length);
        return writer.ToArray();
    }

    [Fact]
    public void A_run_proof_of_a_large_log_has_at_most_two_hashes_per_level()
    {
        var log = MerkleLog.Of(Leaves(1000));
        for (var first = 0; first < 1000; first += 37)
        {
            var writer = new CanonicalWriter();
            var proof = log.Prove(Math.Min(first, 950), 50);
            proof.Encode(writer);
            Assert.Equal(proof.EncodedSize, writer.Length);
            Assert.InRange(writer.Length, 50, (2 * 50) + 20 + (20 * (Digest.Size + 1)));
        }
    }

    [Fact]
    public void Proofs_are_the_same_if_their_bytes_are()
    {
        var log = MerkleLog.Of(Leaves(13));
        Assert.True(log.Prove(3, 4).IsSameAs(MerkleLog.Of(Leaves(13)).Prove(3, 4)));
        Assert.False(log.Prove(3, 4).IsSameAs(log.Prove(3, 3)));
        Assert.False(log.Prove(3, 4).IsSameAs(log.Prove(4, 4)));
        Assert.False(log.Prove(3, 4).IsSameAs(MerkleLog.Of([.. Leaves(12), [9]]).Prove(3, 4)));
    }

    [Fact]
    public void What_is_narrowed_to_a_leaf_is_the_proof_for_that_leaf_alone()
    {
        var leaves = Leaves(13);
        var log = MerkleLog.Of(leaves);
        Digest[] run = [.. leaves.Skip(3).Take(7).Select(l => MerkleLog.LeafHash(l))];
        for (var i = 0; i < run.Length; i++)
        {
            var narrowed = log.Prove(3, 7).Narrow(run, i);
            Assert.True(narrowed.IsSameAs(log.Prove(3 + i)));
            Assert.Equal(1, narrowed.Count);
            Assert.True(narrowed.Verify(log.Root, run.AsSpan(i, 1)));
        }
    }

    [Fact]
    public void A_log_proof_with_any_byte_flipped_or_cut_off_is_refused()
    {
        var leaves = Leaves(13);
        var log = MerkleLog.Of(leaves);
        var hashes = leaves.Skip(3).Take(4).Select(l => MerkleLog.LeafHash(l)).ToArray();
        var writer = new CanonicalWriter();
        log.Prove(3, 4).Encode(writer);
        Assert.True(Accepts(writer.ToArray(), log.Root, hashes));
        for (var i = 0; i < writer.Length; i++)
        {
            for (var bit = 0; bit < 8; bit++)
            {
                var bytes = writer.ToArray();
                bytes[i] ^= (byte)(1 << bit);
                Assert.False(Accepts(bytes, log.Root, hashes));
            }

            Assert.False(Accepts(writer.ToArray()[..i], log.Root, hashes));
        }

        Assert.False(Accepts([.. writer.ToArray(), 0], log.Root, hashes));
    }

    [Fact]
    public void A_log_proof_with_a_gap_nothing_shown_or_endless_depth_is_refused()
    {
        var log = MerkleLog.Of(Leaves(4));
        Digest[] h = [.. Leaves(4).Select(l => MerkleLog.LeafHash(l))];
        byte[] leaf = [0], node = [1];
        static byte[] Outside(Digest hash) => [2, .. hash.ToArray()];
        byte[] pair = SlowTree.LogRoot(Leaves(2));
        var right = MerkleLog.Of(Leaves(4)[2..]).Root;
        Assert.True(Accepts([.. node, .. node, .. leaf, .. leaf, .. Outside(right)], log.Root, h[..2]));
        byte[] gap = [.. node, .. node, .. leaf, .. Outside(h[1]), .. node, .. leaf, .. Outside(h[3])];
        Assert.False(Accepts(gap, log.Root, [h[0], h[2]]));
        byte[] shownForNothing = [.. node, .. node, .. Outside(h[0]), .. Outside(h[1]), .. node, .. leaf, .. leaf];
        Assert.False(Accepts(shownForNothing, log.Root, h[2..]));
        Assert.True(Accepts([.. node, 2, .. pair, .. node, .. leaf, .. leaf], log.Root, h[2..]));
        Assert.False(Accepts(Outside(log.Root), log.Root, []));
        Assert.False(Accepts([.. Enumerable.Repeat((byte)1, 1_000_000)], log.Root, h));
        Assert.False(Accepts([3], log.Root, h));
    }

    private static void CheckRun(MerkleLog log, Digest[] hashes, int first, int count)
    {
        var writer = new CanonicalWriter();
        log.Prove(first, count).Encode(writer);
        var reader = new CanonicalReader(writer.Written);
        var proof = LogProof.Decode(ref reader);
        Assert.True(reader.Complete);
        var run = hashes[first..(first + count)];
        Assert.True(proof!.Verify(log.Root, run));
        Assert.False(proof.Verify(default, run));
        Assert.False(proof.Verify(log.Root, [.. run, default]));
        Assert.Equal(count, proof.Count);
        Assert.False(proof.Verify(log.Root, run.AsSpan()[1..]));
        run[count / 2] = MerkleLog.LeafHash([99]);
        Assert.False(proof.Verify(log.Root, run));
        if (first + count < log.Size) Assert.False(proof.Verify(log.Root, hashes.AsSpan(first + 1, count)));
    }

    private static bool Accepts(byte[] bytes, Digest root, Digest[] hashes)
    {
        var reader = new CanonicalReader(bytes);
        var proof = LogProof.Decode(ref reader);
        return reader.Complete && proof!.Verify(root, hashes);
    }

    private static byte[][] Leaves(int count)
        => [.. Enumerable.Range(0, count).Select(i => new byte[] { (byte)(i % 256), 7 }[..(i % 3)])];
}
