using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Encoding;
using Xunit;

namespace Witan.Tests.Crypto.Trees;

public sealed class TreeVectorTests
{
    private static TreeVectors Vectors => TreeVectors.Load();

    [Fact]
    public void The_vector_file_is_what_the_definition_gives()
    {
        // On a difference the made file stays beside the other, to be compared and taken over on purpose.
        var made = TreeVectors.Make().Render();
        if (made == File.ReadAllText(TreeVectors.Path)) return;
        File.WriteAllText(TreeVectors.Path + ".made", made);
        Assert.Fail($"{TreeVectors.Path}.made differs");
    }

    [Fact]
    public void Every_map_of_the_vectors_has_its_root_and_its_proofs()
    {
        foreach (var vector in Vectors.Maps)
        {
            var map = RandomMaps.Map(vector.Entries.Select(e => KeyValuePair.Create(Bytes(e.Key), Bytes(e.Value))));
            Assert.Equal(vector.Root, map.Root.ToString());
            foreach (var proof in vector.Ranges)
            {
                var range = Range(proof);
                Assert.Equal(proof.Proof, Convert.ToHexStringLower(RangeProof.Build(map, range)));
                Assert.True(RangeProof.TryVerify(Bytes(proof.Proof), map.Root, range, out var entries));
                Assert.Equal(proof.Keys, entries.Select(e => Convert.ToHexStringLower(e.Key)));
            }
        }
    }

    [Fact]
    public void Every_false_proof_of_the_vectors_is_refused()
    {
        foreach (var vector in Vectors.Maps)
            foreach (var range in vector.Ranges)
                foreach (var refused in range.Refused)
                    Assert.False(
                        RangeProof.TryVerify(Bytes(refused.Proof), new Digest(Bytes(vector.Root)), Range(range), out _),
                        refused.Why);
        foreach (var tree in Vectors.NotTrees) Assert.Null(PartialTree.Decode(Bytes(tree.Bytes)));
    }

    [Fact]
    public void Every_log_of_the_vectors_has_its_root_and_its_run_proofs()
    {
        foreach (var vector in Vectors.Logs)
        {
            var log = MerkleLog.Of([.. vector.Leaves.Select(Bytes)]);
            Assert.Equal(vector.Root, log.Root.ToString());
            foreach (var run in vector.Runs)
            {
                var writer = new CanonicalWriter();
                log.Prove(run.First, run.Count).Encode(writer);
                Assert.Equal(run.Proof, Convert.ToHexStringLower(writer.Written));
                var reader = new CanonicalReader(Bytes(run.Proof));
                var proof = LogProof.Decode(ref reader);
                var leaves = vector.Leaves.Skip(run.First).Take(run.Count).Select(l => MerkleLog.LeafHash(Bytes(l)));
                Assert.True(reader.Complete && proof!.Verify(log.Root, leaves.ToArray()));
            }
        }
    }

    private static KeyRange Range(TreeVectors.RangeCase vector)
        => new(Bytes(vector.From), vector.To is null ? null : Bytes(vector.To));

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex);
}
