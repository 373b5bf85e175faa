using System.Buffers.Binary;
using System.Text;
using Witan.Core.Application;
using Witan.Core.Blocks;
using Witan.Core.Certificates;
using Witan.Core.Execution;
using Witan.Core.Messages;
using Witan.Crypto;
using Witan.Crypto.Trees;
using Witan.Primitives;
using Witan.Primitives.Membership;
using Witan.Protocols.Pbft;
using Xunit;

namespace Witan.Tests.Execution;

/// <summary>Which results the state keeps of a session, block after block, and what an entry of them says.</summary>
public sealed class KeptResultsTests
{
    private static readonly SessionId Session = new(
        new IdealScheme(Sha256.Hash([1])).CreateSigner("client").PublicKey, 1);

    private readonly Executor _executor = new(new Echo(), Sha256.Hash([2]));
    private readonly Configuration _configuration;
    private StateMaps _state;
    private StateCommitment _before;

    public KeptResultsTests()
    {
        _configuration = Configuration.Create(
            default, [.. Enumerable.Range(0, 4).Select(Member)], 1, "none",
            new ClusterParameters { KeptResultBytes = Limits.MaxResultBytes });
        var genesis = new Genesis(_configuration, [Session.Client], "echo", new BlockTime(1), Sha256.Hash([3]));
        _state = Executor.GenesisState(genesis);
        _before = Executor.GenesisCommitment(genesis, Sha256.Hash([2]), _state);
    }

    [Fact]
    public void A_bundle_is_one_entry_under_its_first_number_with_every_digest_and_result()
    {
        Execute(Of(1, 1, "a", "bb", "ccc"));

        var (key, leaves) = Assert.Single(Kept());
        Assert.Equal(1ul, key);
        Assert.Equal([1ul, 2ul, 3ul], leaves.Select(leaf => leaf.Number));
        Assert.Equal(["a", "bb", "ccc"], leaves.Select(leaf => Encoding.UTF8.GetString(leaf.Result.Span)));
        Assert.Equal(Sha256.Hash("bb"u8), leaves[1].Request);
    }

    [Fact]
    public void What_is_acknowledged_goes_with_the_last_of_its_bundle()
    {
        Execute(Of(1, 1, "a", "b", "c"));
        Execute(Of(4, 3, "d"));
        Assert.Equal([1ul, 4ul], Kept().Select(kept => kept.Key));

        Execute(Of(5, 4, "e"));
        Assert.Equal([4ul, 5ul], Kept().Select(kept => kept.Key));
        Execute(Of(6, 6, "f"));
        Assert.Equal([6ul], Kept().Select(kept => kept.Key));
    }

    [Fact]
    public void A_number_that_executed_before_has_no_place_in_a_later_entry()
    {
        Execute(Of(2, 1, "b"));
        Execute(Of(1, 1, "a", "b", "c"));

        Assert.Equal([1ul, 2ul], Kept().Select(kept => kept.Key));
        Assert.Equal([1ul, 3ul], Kept()[0].Leaves.Select(leaf => leaf.Number));

        Execute(Of(4, 4, "d"));
        Assert.Equal([4ul], Kept().Select(kept => kept.Key));
    }

    [Fact]
    public void Beyond_the_quota_the_oldest_bundles_go_and_their_bytes_no_longer_count()
    {
        for (ulong number = 1; number <= 7; number++) Execute(Of(number, 1, new string('x', 1_000_000)));

        // 12 bytes of an entry, 44 of a result and a million of its own: four are within the quota, a fifth is not.
        Assert.Equal([4ul, 5ul, 6ul, 7ul], Kept().Select(kept => kept.Key));
        var entry = SessionReader.Find(_state, Session)!;
        Assert.Equal((4ul * 1_000_056, 4ul), (entry.KeptBytes, entry.DroppedBelow));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2000)]
    [InlineData(KeptResults.MaxEntryBytes)]
    public void What_a_block_answered_stays_as_it_was_while_later_blocks_execute(int size)
    {
        var first = Execute(Of(1, 1, new string('a', size), new string('b', size)));
        Execute(Of(3, 1, new string('c', size), new string('d', size)));

        var leaves = Assert.Single(first.Bundles).Leaves;
        Assert.Equal(
            [new string('a', size), new string('b', size)],
            leaves.Select(leaf => Encoding.UTF8.GetString(leaf.Result.Span)));
        var expected = leaves.Select(leaf => MerkleLog.LeafHash(leaf.Encode()));
        Assert.Equal(expected, ResultLeaf.Hashes(leaves));
        Assert.Equal(MerkleLog.OfHashes([.. expected]).Root, first.Results.Root);
    }

    [Theory]
    [InlineData("", "", "")]
    [InlineData("a", "bb", "ccc")]
    [InlineData("same", "size", "each")]
    public void A_reply_leaves_in_pieces_as_it_is_encoded(params string[] requests)
    {
        var block = Execute(Of(1, 1, [.. requests.Select(request => "x" + request)]));
        var leaves = Assert.Single(block.Bundles).Leaves;
        var vote = new StateVote(block.Commitment.Configuration, new ReplicaId(0), block.Commitment);
        var reply = new Reply
        {
            Session = Session, Path = [], Vote = new SignedStatement(vote, new Signature(new byte[Signature.Size])),
            Leaves = leaves, Proof = block.Results.Prove(0, leaves.Count),
        };

        Assert.Equal(reply.Encoded.ToArray(), reply.Pieces.ToArray());
        Assert.Equal(leaves.Sum(leaf => 44 + leaf.Result.Length), reply.Pieces.Second.Length);
        var decoded = Reply.Decode(reply.Encoded[1..])!;
        Assert.Equal(reply.Encoded.ToArray(), decoded.Encoded.ToArray());
        Assert.Equal(reply.Encoded.ToArray(), decoded.Pieces.ToArray());
    }

    [Fact]
    public void What_executes_late_below_what_is_acknowledged_is_not_kept()
    {
        Execute(Of(3, 3, "c"));
        Execute(Of(2, 1, "b", "c", "d"));

        Assert.Equal([3ul, 4ul], Kept().Select(kept => kept.Key));
    }

    [Fact]
    public void Bytes_that_are_not_exactly_one_entry_are_none()
    {
        Execute(Of(1, 1, "a", "bb"));
        var entry = _state.Map(CoreMaps.Results).Range(KeyRange.All).ToList().Single().Value;
        Assert.NotNull(KeptResults.Decode(Session, entry));

        for (var length = 0; length < entry.Length; length++)
            Assert.Null(KeptResults.Decode(Session, entry.AsSpan(0, length)));
        Assert.Null(KeptResults.Decode(Session, [.. entry, 0]));
        for (var at = 0; at < 12; at++)
        {
            var other = entry.ToArray();
            other[at]++;
            Assert.Null(KeptResults.Decode(Session, other));
        }
    }

    [Fact]
    public void Results_beyond_what_a_piece_of_state_carries_are_cut_into_entries_that_fit()
    {
        var half = new byte[KeptResults.MaxEntryBytes / 2];
        var leaves = Enumerable.Range(1, 5).Select(i => new ResultLeaf(Session, (ulong)i, default, half)).ToArray();

        Assert.Equal(1, KeptResults.Fitting([leaves[0] with { Result = new byte[Limits.MaxResultBytes] }], 0));
        Assert.Equal(1, KeptResults.Fitting(leaves, 0));
        // Twelve bytes of the entry, and twice 44 of a result beside its own.
        var smaller = leaves.Select(leaf => leaf with { Result = half.AsMemory(50) }).ToArray();
        Assert.Equal(2, KeptResults.Fitting(smaller, 0));
        Assert.Equal(1, KeptResults.Fitting(smaller, 4));
        Assert.Equal(KeptResults.MaxEntryBytes, KeptResults.Encode(smaller, 0, 2).Length);
    }

    [Theory]
    [InlineData(12 + 44 + Limits.MaxResultBytes)]
    [InlineData(KeptResults.MaxEntryBytes)]
    public void The_largest_entry_among_many_can_be_handed_over(int size)
    {
        var map = AuthenticatedMap.Empty.Edit();
        for (ulong number = 1; number <= 5000; number++) map.Put(SessionKeys.Result(Session, number), [1]);
        var key = SessionKeys.Result(Session, 2500);
        map.Put(key, new byte[size]);
        var proof = RangeProof.BuildPiece(
            map.ToMap(), new KeyRange(key, null), RangeChunk.TargetBytes, out var proved);
        var chunk = new RangeChunk
        {
            Height = new Height(128), Map = CoreMaps.Results, From = proved.From, To = proved.To, Proof = proof,
        };

        Assert.InRange(chunk.Encoded.Length, size, Limits.MaxFrameBytes);
        Assert.NotNull(new MessageCodec(new PbftCodec()).Decode(chunk.Encoded, out _));
    }

    [Theory]
    [InlineData("a", "b", "c")]
    [InlineData("a", "bb", "ccc")]
    [InlineData("aaa", "b", "cc")]
    [InlineData("a")]
    public void What_is_answered_of_a_bundle_is_what_the_state_keeps_of_it(params string[] requests)
    {
        var block = Execute(Of(1, 1, requests));

        CheckLeaves(block, Kept()[0].Leaves);
    }

    [Fact]
    public void What_is_answered_of_a_bundle_leaves_out_what_executed_before()
    {
        Execute(Of(2, 1, "b"));
        var block = Execute(Of(1, 1, "a", "b", "cc", "d"));

        Assert.Equal([1ul, 3ul, 4ul], block.Bundles[0].Leaves.Select(leaf => leaf.Number));
        CheckLeaves(block, Kept()[0].Leaves);
    }

    [Fact]
    public void What_is_answered_of_a_bundle_may_be_more_than_an_entry_holds()
    {
        var requests = Enumerable.Range(0, 5).Select(i => new string((char)('a' + i), 1_000_000)).ToArray();
        var block = Execute(Of(1, 1, requests));

        // Each by itself; the first is beyond the quota.
        Assert.Equal([2ul, 3ul, 4ul, 5ul], Kept().Select(kept => kept.Key));
        var expected = requests.Select((request, i) => new ResultLeaf(
            Session, (ulong)i + 1, Sha256.Hash(Encoding.UTF8.GetBytes(request)), Encoding.UTF8.GetBytes(request)));
        CheckLeaves(block, [.. expected]);
    }

    private static void CheckLeaves(ExecutedBlock block, IReadOnlyList<ResultLeaf> expected)
    {
        var leaves = Assert.Single(block.Bundles).Leaves;
        Assert.Equal(expected.Select(leaf => leaf.Encode()), leaves.Select(leaf => leaf.Encode()));
        for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i].Encode(), leaves[i].Encode());
        Assert.ThrowsAny<ArgumentException>(() => leaves[expected.Count]);
        Assert.Equal(MerkleLog.Of([.. expected.Select(leaf => leaf.Encode())]).Root, block.Commitment.Results);
    }

    private static Member Member(int i) => new(
        new ReplicaId((uint)i), $"organisation {i}",
        new IdealScheme(Sha256.Hash([4])).CreateSigner("R" + i).PublicKey, default, $"host:{i}", 1);

    private static Bundle Of(ulong first, ulong acknowledgedBelow, params string[] requests) => new(
        Session, first, acknowledgedBelow,
        requests.Select(request => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(request)), default);

    private ExecutedBlock Execute(Bundle bundle)
    {
        var block = new Block(
            _before.Height.Next, new BlockTime(_before.Time.Microseconds + 1),
            [new Reference(Reference.Bundle, bundle.Digest, (uint)bundle.Body.Length)]);
        var executed = _executor.Execute(_before, _state, block, [bundle], _configuration);
        (_state, _before) = (executed.State, executed.Commitment);
        return executed;
    }

    private List<(ulong Key, IReadOnlyList<ResultLeaf> Leaves)> Kept() =>
    [
        .. _state.Map(CoreMaps.Results).Range(KeyRange.All).ToList().Select(entry =>
        (
            BinaryPrimitives.ReadUInt64BigEndian(entry.Key.AsSpan(40)),
            KeptResults.Decode(Session, entry.Value)!
        )),
    ];

    /// <summary>A request's result is the request.</summary>
    private sealed class Echo : IStateMachine
    {
        public bool Validate(ReadOnlySpan<byte> request) => true;

        public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
        {
            var place = 0;
            foreach (var request in requests)
            {
                Assert.Equal(request, requests[place++]);
                results.Add(request.Body.Span);
            }

            Assert.Equal(requests.Count, place);
        }
    }
}
