using Witan.Core.Contract;
using Witan.Core.Messages;
using Witan.Primitives;
using Witan.Storage.Release;
using Witan.TestKit.Storage;
using Xunit;

namespace Witan.Tests.Storage;

public class ReleaseGateTests
{
    [Fact]
    public void Without_a_promise_in_front_effects_leave_without_a_flush()
    {
        var gate = new ReleaseGate();
        gate.Enqueue([Send(), SetTimer(), Send()]);
        Assert.Equal(3, Drain(gate).Count);
        Assert.False(gate.TryTakeBatch(out _));
    }

    [Fact]
    public void What_stands_behind_a_promise_waits_for_it_and_the_rest_does_not()
    {
        var gate = new ReleaseGate();
        Effect before = Send(), after = Send(), timer = SetTimer();
        var early = new Effect.SendEarly(new StatusQuery(1), Destination.All);
        gate.Enqueue([before, Persist(1), after, early, timer]);
        Assert.Equal([before, early, timer], Drain(gate));
        Effect next = Send();
        gate.Enqueue([next]);
        Assert.Empty(Drain(gate));
        Assert.True(gate.HasPendingPromise);
        Assert.True(gate.TryTakeBatch(out var batch));
        Assert.False(gate.HasPendingPromise);
        Assert.Empty(Drain(gate));
        gate.Completed(batch);
        Assert.Equal([after, next], Drain(gate));
    }

    [Fact]
    public void A_store_blocks_nothing_reaches_a_batch_and_reports_its_ticket()
    {
        var gate = new ReleaseGate();
        var send = Send();
        gate.Enqueue([new Effect.Store(Number(1), 7), new Effect.Store(Number(2), 0), send]);
        gate.Enqueue([new Effect.Store(Number(3), 9)]);
        Assert.Equal([send], Drain(gate));
        Assert.True(gate.HasPending);
        Assert.False(gate.HasPendingPromise);
        Assert.True(gate.TryTakeBatch(out var batch));
        Assert.Equal(3, batch.Count);
        Assert.Equal([new Input.Durable(7), new Input.Durable(9)], gate.Completed(batch));
        Assert.False(gate.HasPending);
    }

    [Fact]
    public void Steps_that_arrive_while_a_flush_is_under_way_share_the_next_one()
    {
        var gate = new ReleaseGate();
        gate.Enqueue([Persist(1), Send()]);
        Assert.True(gate.TryTakeBatch(out var first));
        for (var i = 2UL; i < 6; i++) gate.Enqueue([Persist(i), Send()]);
        Assert.False(gate.TryTakeBatch(out _));
        gate.Completed(first);
        Assert.Single(Drain(gate));
        Assert.True(gate.TryTakeBatch(out var second));
        Assert.Equal(4, second.Count);
        gate.Completed(second);
        Assert.Equal(4, Drain(gate).Count);
    }

    [Fact]
    public void Truncation_waits_for_stores_too_and_holds_up_nothing()
    {
        var gate = new ReleaseGate();
        Effect truncate = new Effect.Truncate(new Height(3)), send = Send();
        gate.Enqueue([new Effect.Store(Number(1), 0), truncate, send]);
        Assert.Equal([send], Drain(gate));
        Assert.True(gate.TryTakeBatch(out var batch));
        gate.Completed(batch);
        Assert.Equal([truncate], Drain(gate));
    }

    [Fact]
    public void Above_its_limit_the_gate_is_congested_until_the_disk_has_caught_up()
    {
        var gate = new ReleaseGate(1000);
        gate.Enqueue([new Effect.Store(new NumberRecord(1, 2000, null), 0)]);
        Assert.True(gate.IsCongested);
        Assert.True(gate.TryTakeBatch(out var batch));
        Assert.True(gate.IsCongested);
        gate.Completed(batch);
        Assert.False(gate.IsCongested);
        Assert.Equal(0, gate.BytesNotDurable);
    }

    [Fact]
    public void Only_the_batch_that_was_taken_may_complete()
    {
        var gate = new ReleaseGate();
        gate.Enqueue([Persist(1)]);
        Assert.Throws<InvariantException>(() => gate.Completed(new Witan.Storage.Journals.JournalBatch()));
        Assert.True(gate.TryTakeBatch(out var batch));
        gate.Completed(batch);
        Assert.Throws<InvariantException>(() => gate.Completed(batch));
    }

    private static Effect.Send Send() => new(new StatusQuery(1), Destination.All);

    private static Effect.SetTimer SetTimer() => new(new TimerId("test", "tick", 0), new TimeSpan(1));

    private static NumberRecord Number(ulong number) => new(number, 3, null);

    private static Effect.Persist Persist(ulong number) => new(Number(number));

    private static List<Effect> Drain(ReleaseGate gate)
    {
        var effects = new List<Effect>();
        while (gate.TryDequeueReleased(out var effect)) effects.Add(effect);
        return effects;
    }
}
