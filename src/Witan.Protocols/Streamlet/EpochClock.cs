using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Primitives.Membership;

namespace Witan.Protocols.Streamlet;

/// <summary>
/// The time that epochs follow. It is the own wall clock while that agrees with the others'; a clock that is further
/// than SkewBound from the middle of all is read as that middle. Without a quorum of readings it is the own clock
/// alone. Safety does not rest on any of it: an epoch only ever grows.
/// </summary>
/// <param name="options">SkewBound.</param>
/// <param name="configuration">Whose clocks count.</param>
/// <param name="own">The own place; -1 if this replica is no member.</param>
/// <param name="maxAge">A reading that is older is no more one.</param>
internal sealed class EpochClock(StreamletOptions options, Configuration configuration, int own, TimeSpan maxAge)
{
    private readonly (BlockTime Wall, Instant At)?[] _heard = new (BlockTime, Instant)?[configuration.N];

    // Microseconds from the own monotonic clock: to the middle of all clocks, and to what a quorum's have reached.
    private long? _toMiddle;
    private long? _toQuorum;

    private long SkewBound => options.SkewBound.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>A member said what its clock shows.</summary>
    public void Hear(int place, BlockTime wall, in Clock now)
    {
        _heard[place] = (wall, now.Monotonic);
        Judge(now);
    }

    /// <summary>Looks again which readings are fresh.</summary>
    public void Judge(in Clock now)
    {
        var readings = new ulong?[_heard.Length];
        for (var place = 0; place < readings.Length; place++)
        {
            if (_heard[place] is not { } heard || now.Monotonic - heard.At > maxAge) continue;
            readings[place] = (ulong)(heard.Wall.Microseconds + Microseconds(now.Monotonic - heard.At));
        }

        if (own >= 0) readings[own] = (ulong)Own(now);
        _toMiddle = (long?)StreamletRules.Middle(configuration.Quorums, readings) - now.Monotonic.Microseconds;
        _toQuorum = (long?)StreamletRules.HighestOfQuorum(configuration.Quorums, readings)
            - now.Monotonic.Microseconds;
    }

    /// <summary>The time that epochs follow.</summary>
    public BlockTime Read(in Clock now)
    {
        var (wall, middle) = (Own(now), now.Monotonic.Microseconds + _toMiddle);
        return new BlockTime(middle is null || Math.Abs(middle.Value - wall) <= SkewBound
            ? wall : Math.Max(0, middle.Value));
    }

    /// <summary>
    /// For the block time of a proposal: not ahead of what a quorum's clocks show, or too few would take it. A time
    /// that lags is never refused.
    /// </summary>
    public Clock ForBlocks(in Clock now)
    {
        if (now.Monotonic.Microseconds + _toQuorum is not { } reached) return now;
        return now.Wall.Microseconds - reached <= SkewBound
            ? now : now with { Wall = new BlockTime(Math.Max(0, reached)) };
    }

    /// <summary>A clock before 1970 shows its start.</summary>
    private static long Own(in Clock now) => Math.Max(0, now.Wall.Microseconds);

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
