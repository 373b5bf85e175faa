using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Protocols.Streamlet;
using Witan.TestKit.Streamlet;
using Xunit;
using static Witan.Tests.Protocols.Streamlet.Effects;

namespace Witan.Tests.Protocols.Streamlet;

/// <summary>T9: clocks that differ, jump and lie, at one replica.</summary>
public sealed class ClockTests
{
    private static readonly StreamletForge Forge = new();

    private static long Epochs(long count) => count * StreamletBench.EpochLength;

    private static StreamletBench Bench(ulong epoch = 20) => new(Forge, 2, epoch: epoch);

    /// <summary>A peer says how far its clock is from true time.</summary>
    private static void Say(StreamletBench bench, int peer, long ahead) =>
        bench.Receive(peer, new Status(default, new BlockTime(bench.Now + ahead), null));

    private static ulong EpochOf(StreamletBench bench)
    {
        bench.Tell(new Input.TimerFired(new TimerId("streamlet", "tick", 0)));
        return bench.Status.View.Value;
    }

    [Fact]
    public void T9_a_proposal_that_comes_early_is_voted_for_when_its_epoch_begins()
    {
        var bench = Bench();
        Assert.Null(VoteIn(bench.Hear(Forge.First(21))));
        Assert.NotNull(VoteIn(bench.Enter(21)));
    }

    [Fact]
    public void T9_a_proposal_of_an_epoch_that_is_over_is_kept_and_not_voted_for()
    {
        var bench = Bench();
        Assert.Null(VoteIn(bench.Hear(Forge.First(19))));
        bench.Enter(21);
        // It may be notarized by the others all the same.
        bench.HearVotes(Forge.First(19), 0, 1, 3);
        Assert.NotNull(VoteIn(bench.Hear(Forge.Child(21, Forge.First(19)))));
    }

    [Fact]
    public void T9_a_clock_that_is_set_back_does_not_lower_the_epoch_and_says_why_nothing_moves()
    {
        var bench = Bench();
        bench.Skew = Epochs(-5);
        Assert.Equal(20ul, EpochOf(bench));
        Assert.NotEqual(string.Empty, bench.Status.Stall);
        Assert.Null(VoteIn(bench.Hear(Forge.First(15))));
        bench.Now += Epochs(6);
        Assert.Equal(21ul, EpochOf(bench));
        Assert.Equal(string.Empty, bench.Status.Stall);
    }

    [Fact]
    public void T9_an_epoch_in_which_a_replica_voted_is_not_left_downwards_by_a_restart()
    {
        var effects = Bench().Hear(Forge.First(20));
        var again = new StreamletBench(
            Forge, 2, [.. effects.OfType<Effect.Persist>().Select(p => p.Record)], epoch: 15);
        Assert.Equal(20ul, EpochOf(again));
        Assert.Null(VoteIn(again.Hear(Forge.First(17))));
    }

    [Fact]
    public void A_clock_that_is_behind_those_of_a_quorum_is_read_as_theirs()
    {
        var bench = Bench();
        Say(bench, 0, Epochs(3));
        Assert.Equal(20ul, EpochOf(bench));
        Say(bench, 1, Epochs(3));
        Assert.Equal(23ul, EpochOf(bench));
        // What is not heard any longer is no reading.
        for (var i = 0; i < 10; i++)
        {
            bench.Now += Epochs(1);
            EpochOf(bench);
        }

        Assert.Equal(30ul, EpochOf(bench));
    }

    [Fact]
    public void A_clock_that_jumps_ahead_alone_is_read_as_the_others()
    {
        var bench = Bench();
        foreach (var peer in new[] { 0, 1, 3 }) Say(bench, peer, 0);
        bench.Skew = Epochs(1_000);
        Assert.Equal(20ul, EpochOf(bench));
    }

    [Fact]
    public void One_liar_moves_nobodys_clock()
    {
        var bench = Bench();
        foreach (var ahead in new[] { Epochs(100_000), -bench.Now })
        {
            Say(bench, 0, 0);
            Say(bench, 1, 0);
            Say(bench, 3, ahead);
            Assert.Equal(20ul, EpochOf(bench));
        }
    }

    [Fact]
    public void A_reading_of_a_clock_that_no_counter_may_have_is_no_message()
    {
        foreach (var wall in new[] { -1, long.MaxValue, (long)Limits.MaxCounter + 1 })
            Assert.Null(Forge.Codec.Decode(new Status(default, new BlockTime(wall), null).Encoded, out _));
        Assert.NotNull(Forge.Codec.Decode(
            new Status(default, new BlockTime((long)Limits.MaxCounter), null).Encoded, out _));
    }

    /// <summary>Else too few would take it: a block time far ahead is refused, one that lags never.</summary>
    [Fact]
    public void A_leader_proposes_no_block_time_that_a_quorums_clocks_have_not_reached()
    {
        var bench = Bench(22);
        Say(bench, 0, Epochs(-3));
        Say(bench, 1, 0);
        bench.Any = true;
        var block = ProposalIn(bench.Tell(new Core.Ordering.Internal.PoolChanged()))!.Node.Block!;
        Assert.Equal(bench.Now + Epochs(-3), block.Time.Microseconds);
    }
}
