using System.Text;
using Witan.Core.Application;
using Witan.Core.Blocks;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Tests.Crypto.Trees;
using Xunit;
using KeyRange = Witan.Crypto.Trees.KeyRange;

namespace Witan.Tests.Execution;

/// <summary>The root over what a block changed: each key once, as it is after the block.</summary>
public sealed class ChangesTests
{
    private static readonly SessionId Session = new(
        new IdealScheme(Sha256.Hash([1])).CreateSigner("client").PublicKey, 1);

    [Fact]
    public void It_has_the_last_value_of_every_key_that_was_touched_and_zeros_for_those_that_are_gone()
    {
        // Map, key, and a value or nothing for a delete. "m" and "ma" hold keys on either side of each other.
        var (before, after, changes) = Execute(
            "m k1 a", "m k1 b", "ma k1 c", "m k0 d", "m k0", "m k3", "ma k2 e", "ma k2 f", "m k2 g", "m k2", "m k2 h");

        var expected = new SortedDictionary<byte[], byte[]>(ByteOrder.Instance);
        Expect(expected, "m k1", Sha256.Hash("b"u8));
        Expect(expected, "m k0", Digest.Zero);
        Expect(expected, "m k2", Sha256.Hash("h"u8));
        Expect(expected, "ma k1", Sha256.Hash("c"u8));
        Expect(expected, "ma k2", Sha256.Hash("f"u8));
        foreach (var name in new[] { CoreMaps.Keys, CoreMaps.Sessions, CoreMaps.Results })
        {
            foreach (var entry in after.Map(name).Range(KeyRange.All))
            {
                var existed = before.Map(name).TryGet(entry.Key, out var old);
                if (existed && old.AsSpan().SequenceEqual(entry.Value)) continue;
                expected[[.. Encoding.ASCII.GetBytes(name), 0, .. entry.Key]] = Sha256.Hash(entry.Value).ToArray();
            }
        }

        Assert.Equal(8, expected.Count);
        Assert.Equal(SlowTree.Root(expected), changes.ToArray());
    }

    private static void Expect(SortedDictionary<byte[], byte[]> expected, string place, Digest value) =>
        expected[Encoding.ASCII.GetBytes(place.Replace(' ', '\0'))] = value.ToArray();

    private static (StateMaps Before, StateMaps After, Digest Changes) Execute(params string[] requests)
    {
        var configuration = Configuration.Create(
            default, [.. Enumerable.Range(0, 4).Select(Member)], 1, "none", new ClusterParameters());
        var genesis = new Genesis(configuration, [Session.Client], "writes", new BlockTime(1), Sha256.Hash([3]));
        var state = Executor.GenesisState(genesis);
        var commitment = Executor.GenesisCommitment(genesis, Sha256.Hash([2]), state);
        var bundle = new Bundle(
            Session, 1, 1, requests.Select(request => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(request)), default);
        var block = new Block(
            commitment.Height.Next, new BlockTime(2),
            [new Reference(Reference.Bundle, bundle.Digest, (uint)bundle.Body.Length)]);
        var executed = new Executor(new Writes(), Sha256.Hash([2]))
            .Execute(commitment, state, block, [bundle], configuration);
        return (state, executed.State, executed.Commitment.Changes);
    }

    private static Member Member(int i) => new(
        new ReplicaId((uint)i), $"organisation {i}",
        new IdealScheme(Sha256.Hash([4])).CreateSigner("R" + i).PublicKey, default, $"host:{i}", 1);

    /// <summary>A request names a map and a key, and the value to put; without one the key is deleted.</summary>
    private sealed class Writes : IStateMachine
    {
        public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
        {
            foreach (var request in requests)
            {
                var words = Encoding.ASCII.GetString(request.Body.Span).Split(' ');
                var map = state.Map(words[0]);
                var key = Encoding.ASCII.GetBytes(words[1]);
                if (words.Length > 2) map.Put(key, Encoding.ASCII.GetBytes(words[2]));
                else map.Delete(key);
                results.Add([]);
            }
        }
    }
}
