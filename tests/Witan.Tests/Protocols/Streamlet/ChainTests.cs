using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Protocols.Streamlet;
using Witan.TestKit.Streamlet;
using Xunit;
using static Witan.Tests.Protocols.Streamlet.Effects;

namespace Witan.Tests.Protocols.Streamlet;

using Node = Witan.Protocols.Streamlet.Node;

/// <summary>What notarizations lead to at one replica, in whatever order they come: T1, T2, T3, T12, T18.</summary>
public sealed class ChainTests
{
    /// <summary>Epochs whose late votes count.</summary>
    private const ulong Behind = 16;

    private static readonly StreamletForge Forge = new();

    private static StreamletBench Bench(ulong epoch = 20) => new(Forge, 2, epoch: epoch);

    /// <summary>Heights that became final when these nodes came with a quorum's votes each.</summary>
    private static ulong[] Notarize(StreamletBench bench, params Node[] nodes) =>
        [.. nodes.SelectMany(node => Decided([.. bench.Hear(node), .. bench.HearVotes(node, 0, 1, 3)]))];

    [Fact]
    public void T1_epochs_1_2_3_genesis_counts_block_1_is_final_after_epoch_2_and_block_2_after_epoch_3()
    {
        var bench = Bench(1);
        var chain = Forge.Chain(1, 2, 3);
        Assert.Empty(Notarize(bench, chain[0]));
        bench.Enter(2);
        Assert.Equal([1ul], Notarize(bench, chain[1]));
        bench.Enter(3);
        Assert.Equal([2ul], Notarize(bench, chain[2]));
    }

    [Fact]
    public void T2_a_chain_of_2_5_6_7_beside_a_notarized_1_3_is_final_up_to_6()
    {
        var bench = Bench(12);
        var other = Forge.First(1, 9);
        var chain = Forge.Chain(2, 5, 6, 7);
        Assert.Empty(Notarize(bench, chain[0], other, Forge.Child(3, other, 9), chain[1], chain[2]));
        var effects = (Effect[])[.. bench.Hear(chain[3]), .. bench.HearVotes(chain[3], 0, 1, 3)];
        Assert.Equal([1ul, 2ul, 3ul], Decided(effects));
        Assert.Equal(
            chain.Take(3).Select(node => node.Block!.Digest), effects.OfType<Internal.Decide>().Select(d => d.Block));
    }

    [Fact]
    public void T3_epochs_5_6_8_make_nothing_final_and_5_6_8_9_10_all_up_to_9()
    {
        var bench = Bench();
        var chain = Forge.Chain(5, 6, 8, 9, 10);
        Assert.Empty(Notarize(bench, [.. chain.Take(4)]));
        Assert.Equal([1ul, 2ul, 3ul, 4ul], Notarize(bench, chain[4]));
    }

    [Fact]
    public void T12_a_child_notarized_before_its_parent_is_the_longest_chain_and_what_it_stands_on_is_fetched()
    {
        var bench = Bench();
        var chain = Forge.Chain(5, 6, 7);
        var effects = bench.Receive(1, new Status(default, new BlockTime(bench.Now), Forge.Notarize(chain[2])));
        var fetch = effects.OfType<Effect.SendEarly>().Select(s => s.Message).OfType<FetchNodes>().Single();
        Assert.Equal(chain[2].Id, fetch.Node);
        Assert.Equal([1ul, 2ul], Decided(bench.Receive(0, new Nodes(default, [chain[2], chain[1], chain[0]]))));
        bench.Enter(21);
        Assert.NotNull(VoteIn(bench.Hear(Forge.Child(21, chain[2]))));
    }

    [Fact]
    public void T12_votes_before_their_block_count_when_it_comes()
    {
        var bench = Bench();
        var chain = Forge.Chain(5, 6, 7);
        Notarize(bench, chain[0], chain[1]);
        Assert.Empty(Decided(bench.HearVotes(chain[2], 0, 1, 3)));
        Assert.Equal([1ul, 2ul], Decided(bench.Hear(chain[2])));
    }

    [Fact]
    public void T12_votes_of_a_block_that_nobody_brings_are_a_reason_to_ask_their_senders_for_it()
    {
        var effects = Bench().HearVotes(Forge.First(5), 0, 1, 3);
        var fetch = Assert.Single(effects.OfType<Effect.SendEarly>(), s => s.Message is FetchNodes);
        Assert.Equal(DestinationOf(0), fetch.To);
    }

    [Fact]
    public void T12_late_votes_notarize_a_block_of_an_old_epoch()
    {
        var bench = Bench(5);
        var chain = Forge.Chain(5, 6, 7);
        Notarize(bench, chain[0], chain[1]);
        bench.Hear(chain[2]);
        bench.Enter(7 + Behind);
        Assert.Equal([1ul, 2ul], Decided(bench.HearVotes(chain[2], 0, 1, 3)));
        bench = Bench(5);
        bench.Hear(chain[2]);
        bench.Enter(8 + Behind);
        var refused = bench.Receive(0, Forge.Vote(0, chain[2]));
        Assert.Equal(nameof(StreamletRejection.OutsideEpochs), RefusalIn(refused));
    }

    [Fact]
    public void T12_a_flood_of_orphans_and_of_votes_stays_bounded_and_goes_with_its_epochs()
    {
        var bench = Bench(40);
        for (ulong epoch = 1; epoch <= 80; epoch++)
        {
            var orphan = Forge.Child(epoch + 1, Forge.First(epoch, 9));
            bench.Hear(orphan);
            for (byte i = 0; i < 4; i++) bench.Receive(3, Forge.Vote(3, Forge.First(epoch, i)));
        }

        Assert.All(bench.Gauges, gauge => Assert.InRange(gauge.Held, 0, gauge.Bound));
        Assert.Equal(25, Held(bench, "streamlet proposals"));
        Assert.Equal(25, Held(bench, "streamlet nodes"));
        Assert.Equal(50, Held(bench, "streamlet vote tables"));
        bench.Enter(200);
        Assert.Equal(0, Held(bench, "streamlet nodes"));
        Assert.Equal(0, Held(bench, "streamlet vote tables"));
    }

    [Fact]
    public void T18_a_chain_of_a_hundred_epochs_that_was_never_seen_is_fetched_before_the_vote_and_is_then_final()
    {
        var bench = Bench(101);
        var chain = Forge.Chain([.. Enumerable.Range(1, 14).Select(e => (ulong)e)]);
        while (chain.Count < 101) chain.Add(Forge.Child((ulong)chain.Count + 1, chain[^1], null));
        var asked = bench.Hear(chain[100]);
        var effects = new List<Effect>();
        for (var answers = 0; answers < 4 && asked.Count > 0; answers++)
        {
            Assert.Null(VoteIn(asked));
            var fetch = asked.OfType<Effect.SendEarly>().Select(s => s.Message).OfType<FetchNodes>().Single();
            var at = chain.FindIndex(node => node.Id == fetch.Node);
            // A liar among those that are asked may answer with anything: what was not asked for is left.
            Assert.Null(VoteIn(bench.Receive(3, new Nodes(default, [Forge.First(9, 77)]))));
            Node[] answer = [.. Enumerable.Range(0, Math.Min(at + 1, Nodes.MaxItems)).Select(i => chain[at - i])];
            asked = bench.Receive(0, new Nodes(default, answer));
            effects.AddRange(asked);
            if (VoteIn(asked) is not null) break;
        }

        Assert.Equal(chain[100].Id, VoteIn(effects)!.Node);
        Assert.Equal(Enumerable.Range(1, 14).Select(h => (ulong)h), Decided(effects));
    }

    [Fact]
    public void Every_decision_carries_a_certificate_that_shows_it_alone()
    {
        var bench = Bench();
        var chain = Forge.Chain(5, 6, 8, 9, 10);
        var effects = chain.SelectMany(node => (Effect[])[.. bench.Hear(node), .. bench.HearVotes(node, 0, 1, 3)]);
        var decided = effects.OfType<Internal.Decide>().ToArray();
        Assert.Equal(4, decided.Length);
        foreach (var decide in decided)
        {
            var writer = new Primitives.Encoding.CanonicalWriter();
            decide.Certificate.Write(writer);
            var reader = new Primitives.Encoding.CanonicalReader(writer.Written);
            var read = Forge.Codec.Protocol.ReadCertificate(ref reader);
            Assert.True(reader.Complete);
            Assert.Equal((decide.Height, decide.Block), (read!.Height, read.Block));
        }
    }

    /// <summary>More than f lie: three of four vote on two branches.</summary>
    [Fact]
    public void SL4_a_final_node_that_conflicts_with_another_stops_the_replica()
    {
        var bench = Bench();
        Notarize(bench, [.. Forge.Chain(5, 6, 7)]);
        var other = Forge.First(9, 9);
        var second = Forge.Child(10, other, 9);
        var third = Forge.Child(11, second, 9);
        var fourth = Forge.Child(12, third, 9);
        var broken = Assert.Throws<InvariantException>(() =>
        {
            bench.Receive(0, new Status(default, new BlockTime(bench.Now), Forge.Notarize(fourth)));
            bench.Receive(0, new Nodes(default, [fourth, third, second, other]));
        });
        Assert.StartsWith("SL4", broken.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void SL2_two_notarized_nodes_of_an_epoch_stop_the_replica()
    {
        var bench = Bench();
        Notarize(bench, Forge.First(5));
        var other = Forge.First(5, 9);
        var child = Forge.Child(9, other);
        bench.Receive(0, new Status(default, new BlockTime(bench.Now), Forge.Notarize(child)));
        var broken = Assert.Throws<InvariantException>(
            () => bench.Receive(0, new Nodes(default, [child, other])));
        Assert.StartsWith("SL2", broken.Name, StringComparison.Ordinal);
    }

    private static Destination DestinationOf(int place) => Destination.One(Forge.Id(place));

    private static long Held(StreamletBench bench, string table) => bench.Gauges.Single(g => g.Name == table).Held;
}
