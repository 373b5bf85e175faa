using Witan.Core.Contract;
using Witan.Core.Ordering;
using Witan.Primitives;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// Epochs follow the clock and never decrease. Every input is a reason to look at it; a timer runs only while something
/// waits for an epoch to begin.
/// </summary>
internal sealed partial class StreamletOrdering
{
    /// <summary>A peer's clock that was not heard for so many StatusIntervals is not known.</summary>
    private const long ReadingIntervals = 5;

    /// <summary>Epochs after which pooled bundles go to a leader again: a client may have lost its way to it.</summary>
    private const ulong RelayEpochs = 4;

    private static readonly TimerId EpochTimer = new(Machine, "epoch", 0);
    private static readonly TimerId TickTimer = new(Machine, "tick", 0);
    private static readonly TimerId FetchTimer = new(Machine, "fetch", 0);

    private Epoch _epoch;
    private Epoch _announced;
    private bool _epochArmed;
    private Instant _lastDecided;

    private bool IsHeartbeatDue =>
        _context.Options.Heartbeat > TimeSpan.Zero && !HasUnfinal
        && _now.Monotonic - _lastDecided >= _context.Options.Heartbeat;

    /// <summary>Microseconds of the epoch that are over; negative if the clock was set back behind it.</summary>
    private long IntoEpoch =>
        _clock.Read(_now).Microseconds - StreamletRules.StartOf(_epoch, _options.EpochMicroseconds).Microseconds;

    private string Stall => _epoch == default || IntoEpoch >= 0
        ? string.Empty : $"the clock was set back: it has yet to reach epoch {_epoch}, in which this replica was";

    private void FollowClock(Outbox outbox)
    {
        var epoch = StreamletRules.EpochAt(_clock.Read(_now), _options.EpochMicroseconds);
        if (epoch > _epoch) EnterEpoch(epoch, outbox);
    }

    /// <summary>onEpochStart of the sheet.</summary>
    private void EnterEpoch(Epoch epoch, Outbox outbox)
    {
        Invariant.Require(epoch > _epoch, "SL1 the epoch never decreases");
        (_epoch, _draft, _mayDraw) = (epoch, null, true);
        var lowest = EpochWindow.LowestOf(epoch);
        _votes.DropBelow(lowest);
        _tree.DropAbandoned(lowest);
        foreach (var heard in _heard.Keys.ToArray())
        {
            if (heard < lowest) _heard.Remove(heard);
        }

        if (HasWork && epoch.Value >= _announced.Value + RelayEpochs) Announce(outbox);
        OfferHeard(outbox);
        Advance(outbox);
    }

    /// <summary>
    /// Relays are due again, to the leader that comes next, and what proposals of earlier epochs wait for is not waited
    /// for any longer.
    /// </summary>
    private void Announce(Outbox outbox)
    {
        _announced = _epoch;
        outbox.Add(new Internal.ViewEntered(new View(_epoch.Value), LeaderOf(_epoch.Next)));
        foreach (var (_, heard) in _heard) heard.Node.IsOffered = false;
    }

    private void OnTimer(TimerId timer, Outbox outbox)
    {
        if (timer == EpochTimer) _epochArmed = false;
        else if (timer == TickTimer) OnTick(outbox);
        else if (timer == FetchTimer) OnFetchTimer(outbox);
    }

    /// <summary>For the next epoch, while something waits for it; at most one epoch ahead, whatever the clock
    /// does.</summary>
    private void ArmEpochTimer(Outbox outbox)
    {
        if (_epochArmed || (!HasWork && !_heard.Keys.Any(epoch => epoch > _epoch))) return;
        _epochArmed = true;
        var left = Math.Clamp(_options.EpochMicroseconds - IntoEpoch, 1, _options.EpochMicroseconds);
        outbox.SetTimer(EpochTimer, new TimeSpan(left * TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>Every StatusInterval: the others hear what time it is here and how long the chain is.</summary>
    private void OnTick(Outbox outbox)
    {
        outbox.SetTimer(TickTimer, _context.Options.StatusInterval);
        _clock.Judge(_now);
        SayStatus(outbox);
        OfferHeard(outbox);
        Advance(outbox);
    }

    private void SayStatus(Outbox outbox)
    {
        if (IsMember)
            outbox.SendEarly(new Status(Current.Number, _now.Wall, HasWork ? _longest : null), Destination.All);
    }

    private Rejection? OnStatus(Status m, ReplicaId from, Outbox outbox)
    {
        if (m.Configuration != Current.Number) return Rejection.UnknownConfiguration;
        var place = Current.PlaceOf(from);
        if (place < 0) return Rejection.NotAMember;
        if (m.Longest is { } longest && longest.Configuration != Current.Number)
            return StreamletRejection.BadNotarization;
        _clock.Hear(place, m.Wall, _now);
        Learn(m.Longest, outbox);
        Advance(outbox);
        return null;
    }
}
