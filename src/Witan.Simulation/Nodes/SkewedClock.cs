using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Simulation.Worlds;

namespace Witan.Simulation.Nodes;

/// <summary>The clocks of one party: an offset of the wall clock, which may jump, and a drift of both.</summary>
/// <param name="world">True time.</param>
/// <param name="skew">How far the wall clock is ahead at the start, microseconds.</param>
/// <param name="driftPpm">Microseconds per second too fast (or, negative, too slow); at most 100,000 either
/// way.</param>
public sealed class SkewedClock(World world, long skew = 0, long driftPpm = 0)
{
    /// <summary>Wall time of the moment at which the world begins, microseconds.</summary>
    public const long Epoch = 1_000_000_000;

    private const long Million = 1_000_000;

    private readonly long _initialSkew = skew;

    /// <summary>How far the wall clock is ahead, microseconds.</summary>
    public long Skew { get; set; } = skew;

    /// <summary>Takes jumps back.</summary>
    public void Reset() => Skew = _initialSkew;

    public Clock Now
    {
        get
        {
            var local = world.Now + (world.Now * driftPpm / Million);
            return new Clock(new Instant(Million + local), new BlockTime(Math.Max(0, Epoch + local + Skew)));
        }
    }

    /// <summary>How long a duration on this clock really takes, microseconds.</summary>
    public long RealMicroseconds(TimeSpan local)
    {
        var microseconds = Math.Max(0, local.Ticks / TimeSpan.TicksPerMicrosecond);
        return microseconds - (microseconds * driftPpm / (Million + driftPpm));
    }
}
