using Witan.Node;
using Xunit;

namespace Witan.Tests.Node;

/// <summary>Who waits how long for whom, counted in items, where many senders share what serves them.</summary>
public sealed class FairLanesTests
{
    private const int TurnItems = 8;
    private const int TurnBytes = 1000;

    private readonly FairLanes<string> _lanes = new(TurnItems, TurnBytes);

    [Fact]
    public void A_peer_that_floods_lets_another_peers_vote_wait_for_one_of_its_turns()
    {
        var (liar, honest) = (new Lane<string>(true), new Lane<string>(true));
        Flood(liar, 10_000);
        _lanes.Post(honest, "vote", 1);

        Assert.InRange(HandledBefore("vote"), 0, TurnItems);
    }

    [Fact]
    public void Clients_that_flood_on_many_connections_let_no_vote_wait()
    {
        for (var i = 0; i < 256; i++) Flood(new Lane<string>(false), 256);
        _lanes.Post(new Lane<string>(true), "vote", 1);

        Assert.Equal(0, HandledBefore("vote"));
    }

    [Fact]
    public void Peers_that_flood_with_votes_leave_every_client_its_turns()
    {
        var liar = new Lane<string>(true);
        Flood(liar, 10_000);
        _lanes.Post(new Lane<string>(false), "bundle", 1);

        Assert.InRange(HandledBefore("bundle"), 0, TurnItems * FairLanes<string>.UrgentPerOther);
    }

    [Fact]
    public void A_flood_of_large_items_ends_its_turn_by_bytes()
    {
        var (liar, honest) = (new Lane<string>(true), new Lane<string>(true));
        for (var i = 0; i < 100; i++) _lanes.Post(liar, "large", TurnBytes);
        _lanes.Post(honest, "vote", 1);

        Assert.InRange(HandledBefore("vote"), 0, 1);
    }

    [Fact]
    public void One_senders_items_come_in_order_and_never_to_two_takers_at_once()
    {
        var lane = new Lane<string>(true);
        for (var i = 0; i < 3 * TurnItems; i++) _lanes.Post(lane, i.ToString("D2"), 1);

        List<string> first = [], second = [];
        var taken = _lanes.TakeTurn(first);
        Assert.Same(lane, taken);
        Assert.Null(_lanes.TakeTurn(second));

        _lanes.Done(lane);
        Assert.Same(lane, _lanes.TakeTurn(second));
        Assert.Equal(Enumerable.Range(0, 2 * TurnItems).Select(i => i.ToString("D2")), first.Concat(second));
    }

    [Fact]
    public void A_taker_that_must_stay_free_passes_over_heavy_items_and_takes_what_is_behind_them()
    {
        var (liar, honest) = (new Lane<string>(true), new Lane<string>(true));
        _lanes.Post(liar, "heavy", 500);
        _lanes.Post(honest, "vote", 1);

        List<string> turn = [];
        Assert.Same(honest, _lanes.TakeTurn(turn, heaviest: 100));
        Assert.Equal(["vote"], turn);
        _lanes.Done(honest);
        Assert.Null(_lanes.TakeTurn(turn, heaviest: 100));
        Assert.Equal(1, _lanes.Count);
    }

    [Fact]
    public void A_lane_that_may_have_no_turn_now_keeps_its_items_and_holds_up_nobody()
    {
        var (debtor, other) = (new Lane<string>(false), new Lane<string>(false));
        _lanes.Post(debtor, "read", 1);
        _lanes.Post(other, "read", 1);

        List<string> turn = [];
        Assert.Same(other, _lanes.TakeTurn(turn, may: lane => lane != debtor));
        _lanes.Done(other);
        Assert.Null(_lanes.TakeTurn(turn, may: lane => lane != debtor));
        Assert.Same(debtor, _lanes.TakeTurn(turn));
    }

    [Fact]
    public void A_turn_out_of_line_is_had_only_while_nothing_waits_and_the_lane_has_no_other()
    {
        var (lane, other) = (new Lane<string>(true), new Lane<string>(true));
        Assert.True(_lanes.TryTakeTurn(lane));
        Assert.False(_lanes.TryTakeTurn(lane));

        // What comes meanwhile waits for the end of that turn, and nobody passes it.
        _lanes.Post(lane, "vote", 1);
        List<string> turn = [];
        Assert.Null(_lanes.TakeTurn(turn));
        Assert.False(_lanes.TryTakeTurn(other));

        _lanes.Done(lane);
        Assert.Same(lane, _lanes.TakeTurn(turn));
        Assert.Equal(["vote"], turn);
        Assert.True(_lanes.TryTakeTurn(other));
    }

    private void Flood(Lane<string> lane, int items)
    {
        for (var i = 0; i < items; i++) _lanes.Post(lane, "flood", 1);
    }

    /// <summary>Serves turn after turn and counts what was handled before the item.</summary>
    private int HandledBefore(string item)
    {
        List<string> turn = [];
        var handled = 0;
        while (_lanes.TakeTurn(turn) is { } lane)
        {
            if (turn.IndexOf(item) is >= 0 and var at) return handled + at;
            handled += turn.Count;
            turn.Clear();
            _lanes.Done(lane);
        }

        throw new InvalidOperationException("it never came");
    }
}
