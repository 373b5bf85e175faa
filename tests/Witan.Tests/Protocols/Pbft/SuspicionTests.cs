using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;
using Witan.Protocols.Pbft;
using Witan.TestKit.Pbft;
using Xunit;

namespace Witan.Tests.Protocols.Pbft;

/// <summary>
/// When an old request is ground to suspect the leader. A VIEW-CHANGE cannot be taken back: who sends it alone votes no more.
/// Request timeout 500 ms, StatusInterval 200 ms, n = 4.
/// </summary>
public sealed class SuspicionTests
{
    private const long Millisecond = 1_000;
    private static readonly PbftForge Forge = new();

    /// <summary>Backup 1 with a request that waits from now on.</summary>
    private static PbftBench Waiting(bool hearsPeers = true)
    {
        var bench = new PbftBench(Forge, 1, hearsPeers: hearsPeers) { Any = true };
        bench.OldestSince = new Instant(bench.Now);
        return bench;
    }

    private static TimeSpan? Armed(IReadOnlyList<Effect> effects) =>
        effects.OfType<Effect.SetTimer>().FirstOrDefault(t => t.Timer.Name == "request")?.After;

    private static bool Suspects(IReadOnlyList<Effect> effects) =>
        effects.OfType<Effect.Sign>().Any(s => s.Statement is ViewChange);

    private static IReadOnlyList<Effect> Fire(PbftBench bench, long afterMs)
    {
        bench.Now += afterMs * Millisecond;
        return bench.Tell(new Input.TimerFired(new TimerId("pbft", "request", 0)));
    }

    private static IReadOnlyList<Effect> Says(PbftBench bench, int peer, ulong executed) =>
        bench.Tell(new Internal.PeerProgress(Forge.Id(peer), new Height(executed), Height.Genesis));

    [Fact]
    public void Level_with_the_others_it_suspects_when_the_oldest_request_is_over_its_time()
    {
        var bench = Waiting();
        Assert.Equal(500, Armed(bench.Tell(new Internal.PoolChanged()))?.TotalMilliseconds);
        Assert.True(Suspects(Fire(bench, 500)));
    }

    [Fact]
    public void Before_it_has_heard_a_quorum_since_its_start_it_suspects_nobody()
    {
        var bench = Waiting(hearsPeers: false);
        Assert.Null(Armed(bench.Tell(new Internal.PoolChanged())));
        Assert.False(Suspects(Fire(bench, 5_000)));
        Says(bench, 2, 0);
        Assert.False(Suspects(Fire(bench, 5_000)));
        Assert.Equal(500, Armed(Says(bench, 3, 0))?.TotalMilliseconds);
        Assert.True(Suspects(Fire(bench, 500)));
    }

    [Fact]
    public void Behind_what_two_of_the_others_executed_it_suspects_nobody_until_it_is_level_and_another_timeout_has_passed()
    {
        var bench = Waiting();
        Says(bench, 2, 7);
        Says(bench, 3, 9);
        bench.Tell(new Internal.PoolChanged());
        for (var i = 0; i < 10; i++) Assert.False(Suspects(Fire(bench, 500)));
        bench.Executed = new Height(7);
        bench.Now += 100 * Millisecond;
        bench.Tell(new Internal.Executed(Forge.Stable(7).Commitment, true));
        Assert.False(Suspects(Fire(bench, 400)));
        Assert.True(Suspects(Fire(bench, 100)));
    }

    [Fact]
    public void A_height_that_only_one_of_the_others_claims_holds_no_suspicion_up()
    {
        var bench = Waiting();
        Says(bench, 0, ulong.MaxValue / 2);
        bench.Tell(new Internal.PoolChanged());
        Assert.True(Suspects(Fire(bench, 500)));
    }

    [Fact]
    public void A_moment_behind_a_moving_cluster_all_the_time_it_still_suspects_a_leader_that_starves_one_client()
    {
        var bench = Waiting();
        bench.Tell(new Internal.PoolChanged());
        for (var height = 1UL; height <= 4; height++)
        {
            Says(bench, 2, height);
            Says(bench, 3, height);
            bench.Now += 100 * Millisecond;
            bench.Executed = new Height(height);
            bench.Tell(new Internal.Executed(Forge.Stable(height).Commitment, true));
        }

        Assert.True(Suspects(Fire(bench, 100)));
    }

    [Fact]
    public void After_a_standstill_of_its_own_it_gives_the_others_another_timeout_to_be_heard()
    {
        var bench = Waiting();
        bench.Tell(new Internal.PoolChanged());
        Assert.False(Suspects(Fire(bench, 700)));
        Assert.True(Suspects(Fire(bench, 500)));
    }

    [Fact]
    public void After_a_standstill_while_it_waits_for_a_new_view_it_goes_no_view_further()
    {
        var bench = Waiting();
        bench.Tell(new Internal.PoolChanged());
        foreach (var sign in Fire(bench, 500).OfType<Effect.Sign>()) bench.OwnSigned(sign);
        bench.Receive(0, Forge.ViewChange(0, 1));
        var quorum = bench.Receive(2, Forge.ViewChange(2, 1));
        var timer = quorum.OfType<Effect.SetTimer>().Single(t => t.Timer.Name == "view-change");
        bench.Now += 800 * Millisecond;
        Assert.Contains(bench.Tell(new Input.TimerFired(timer.Timer)), e => e is Effect.SetTimer { Timer: var again } && again == timer.Timer);
        bench.Now += 500 * Millisecond;
        Assert.True(Suspects(bench.Tell(new Input.TimerFired(timer.Timer))));
    }
}
