using Witan.Core.Blocks;
using Witan.Core.Contract;
using Witan.Core.Evidence;
using Witan.Core.Messages;
using Witan.Core.Safety;
using Witan.Primitives;
using Witan.Protocols.Dbft;
using Witan.TestKit.Dbft;
using Witan.TestKit.Ordering;
using Xunit;
using static Witan.Tests.Protocols.Dbft.StepTests;
using Record = Witan.Core.Contract.Record;

namespace Witan.Tests.Protocols.Dbft;

/// <summary>Restarts and recovery messages (L5, L6).</summary>
public sealed class RecoveryTests
{
    private static readonly DbftForge Forge = new();
    private static readonly Block Block = OrderingForge.Block(1);
    private static readonly Block Other = OrderingForge.Block(1, 9);

    private static OrderingBench Bench(IReadOnlyList<Record>? records = null, ulong executed = 0) =>
        new(Forge, 2, records, executed: executed);

    private static List<Record> WrittenWhileCommitting(out Commit commit)
    {
        var bench = Bench();
        bench.OwnSigned(Said<PrepareResponse>(bench.Receive(1, Forge.Request(0, Block)))!);
        commit = Said<Commit>(bench.Receive(3, Forge.Response(3, 0, Block)))!;
        return bench.Written;
    }

    [Fact]
    public void R1_restarted_before_any_request_a_validator_asks_what_is_known_and_takes_part()
    {
        var bench = Bench();
        Assert.Contains(bench.Started, e => e is Effect.Send { Message: RecoveryRequest { Height.Value: 1 } });
        Assert.NotNull(Said<PrepareResponse>(bench.Receive(1, Forge.Request(0, Block))));
    }

    [Fact]
    public void R2_restarted_after_its_response_it_says_the_same_again_and_no_other()
    {
        var before = Bench();
        var response = Said<PrepareResponse>(before.Receive(1, Forge.Request(0, Block)))!;
        var bench = Bench(before.Written);
        var again = Said<PrepareResponse>(bench.Started)!;
        Assert.Equal(response.TextDigest(OrderingForge.Cluster, 0), again.TextDigest(OrderingForge.Cluster, 0));
        Assert.Null(Said<PrepareResponse>(bench.Receive(1, Forge.Request(0, Other))));
    }

    [Fact]
    public void R3_restarted_after_its_commit_it_sends_the_same_bytes_and_stays_locked()
    {
        var written = WrittenWhileCommitting(out var commit);
        var bench = Bench(written);
        var again = Said<Commit>(bench.Started)!;
        Assert.Equal(Forge.Sign(2, commit).Encoded.ToArray(), Forge.Sign(2, again).Encoded.ToArray());
        bench.OwnSigned(again);
        foreach (var place in new[] { 0, 1, 3 }) bench.Receive(place, Forge.ChangeView(place, 1, 0));
        Assert.Equal(0ul, bench.Status.View.Value);
        Assert.Null(Said<ChangeView>(bench.Pass(TimeSpan.FromSeconds(5))));
    }

    [Fact]
    public void R3_a_write_that_is_torn_before_the_promise_leaves_a_validator_that_may_still_commit()
    {
        var written = WrittenWhileCommitting(out _);
        written.RemoveAll(r => r is PromiseRecord { Statement: Commit });
        var bench = Bench(written);
        // The quorum that it had written down is there as soon as the block is.
        Assert.NotNull(Said<Commit>(bench.Started));
    }

    [Fact]
    public void R4_restarted_after_the_block_it_begins_the_next_height_in_view_0()
    {
        var bench = Bench(WrittenWhileCommitting(out _), executed: 1);
        Assert.DoesNotContain(bench.Started, e => e is Effect.Sign);
        foreach (var place in new[] { 0, 1, 3 }) bench.Receive(place, Forge.ChangeView(place, 2, 0));
        Assert.Equal(1ul, bench.Status.View.Value);
    }

    [Fact]
    public void R5_the_saved_state_of_an_older_height_is_ignored()
    {
        var bench = Bench(WrittenWhileCommitting(out _), executed: 5);
        Assert.DoesNotContain(bench.Started, e => e is Effect.Sign);
        Assert.Equal("Normal", bench.Status.Mode);
    }

    [Fact]
    public void R6_a_validator_that_forgets_its_commit_signs_another_and_the_pair_shows_it()
    {
        WrittenWhileCommitting(out var commit);
        var bench = Bench();
        foreach (var place in new[] { 0, 1 }) bench.Receive(place, Forge.ChangeView(place, 1, 0));
        bench.Receive(3, Forge.ChangeView(3, 1, 0));
        bench.OwnSigned(Said<PrepareResponse>(bench.Receive(0, Forge.Request(1, Other)))!);
        var second = Said<Commit>(bench.Receive(1, Forge.Response(1, 1, Other)))!;
        Assert.True(EvidencePair.Of(Forge.Sign(2, commit), Forge.Sign(2, second)).IsLie);
    }

    [Fact]
    public void R6_with_its_records_the_guard_refuses_that_signature()
    {
        var guard = new SafetyGuard(OrderingForge.Cluster);
        foreach (var record in WrittenWhileCommitting(out _).OfType<PromiseRecord>()) guard.Fold(record);
        Assert.False(guard.Admit(Forge.Commit(2, 1, Other).Statement));
        Assert.True(guard.Admit(Forge.Commit(2, 0, Block).Statement));
    }

    [Fact]
    public void R7_requests_for_a_view_of_every_reason_verify_from_a_recovery_message()
    {
        foreach (var reason in Enum.GetValues<ChangeViewReason>())
        {
            var bench = Bench();
            SignedStatement[] said =
                [Forge.ChangeView(0, 1, 0, reason), Forge.ChangeView(1, 1, 0), Forge.ChangeView(3, 1, 0, reason)];
            bench.Receive(0, Forge.Recovery(1, 1, said));
            Assert.Equal(1ul, bench.Status.View.Value);
        }
    }

    [Fact]
    public void R8_preparations_recovered_without_the_request_count_when_it_comes()
    {
        var bench = Bench();
        bench.Receive(0, Forge.Recovery(
            1, 0, responses: [Forge.Response(0, 0, Block), Forge.Response(3, 0, Block)]));
        Assert.NotNull(Said<Commit>(bench.Receive(1, Forge.Request(0, Block))));
    }

    [Fact]
    public void L6_a_validator_in_view_0_learns_from_one_message_what_happened_up_to_view_3()
    {
        var bench = Bench();
        var primary = Forge.Primary(1, 3);
        Assert.Equal(2, primary);
        var late = new OrderingBench(Forge, 0);
        var effects = late.Receive(1, Forge.Recovery(
            1, 3, [Forge.ChangeView(1, 1, 2), Forge.ChangeView(2, 1, 2), Forge.ChangeView(3, 1, 2)],
            Forge.Request(3, Block), [Forge.Response(1, 3, Block), Forge.Response(3, 3, Block)]));
        Assert.Equal(3ul, late.Status.View.Value);
        Assert.NotNull(Said<Commit>(effects));
        Assert.Empty(bench.Receive(1, Forge.Recovery(1, 3, [Forge.ChangeView(1, 1, 2)])).OfType<Effect.Sign>());
    }

    [Fact]
    public void L6_a_recovery_message_with_the_commits_of_a_quorum_decides()
    {
        var bench = Bench();
        var effects = bench.Receive(1, Forge.Recovery(
            1, 0, commits: [Forge.Commit(0, 0, Block), Forge.Commit(1, 0, Block), Forge.Commit(3, 0, Block)]));
        Assert.Single(effects.OfType<Witan.Core.Ordering.Internal.Decide>());
    }

    [Fact]
    public void L5_who_asks_again_and_again_is_answered_once_in_an_interval()
    {
        var bench = Bench();
        bench.OwnSigned(Said<PrepareResponse>(bench.Receive(1, Forge.Request(0, Block)))!);
        var answers = 0;
        for (var i = 0; i < 100; i++)
        {
            var effects = bench.Receive(1, new RecoveryRequest(default, new Height(1), default));
            answers += effects.Count(e => e is Effect.Send { Message: RecoveryMessage });
        }

        Assert.Equal(1, answers);
        bench.Pass(bench.Options.StatusInterval);
        Assert.Contains(
            bench.Receive(1, new RecoveryRequest(default, new Height(1), default)),
            e => e is Effect.Send { Message: RecoveryMessage { Request: not null } });
    }

    [Fact]
    public void L5_who_knows_nothing_or_is_not_behind_the_one_that_asks_stays_silent()
    {
        var bench = Bench();
        var ask = new RecoveryRequest(default, new Height(1), default);
        Assert.DoesNotContain(bench.Receive(1, ask), e => e is Effect.Send);
        bench.Receive(1, Forge.Request(0, Block));
        Assert.DoesNotContain(bench.Receive(3, ask), e => e is Effect.Send);
        Assert.DoesNotContain(
            bench.Receive(0, new RecoveryRequest(default, new Height(2), default)), e => e is Effect.Send);
    }

    [Fact]
    public void A_request_for_a_view_that_is_reached_is_answered_like_a_request_for_recovery()
    {
        var bench = Bench();
        foreach (var place in new[] { 0, 1, 3 }) bench.Receive(place, Forge.ChangeView(place, 1, 0));
        var effects = bench.Receive(0, Forge.ChangeView(0, 1, 0, ChangeViewReason.Timeout));
        Assert.Contains(effects, e => e is Effect.Send { Message: RecoveryMessage { ChangeViews.Count: >= 3 } });
    }
}
