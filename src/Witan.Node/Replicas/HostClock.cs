using Witan.Core.Contract;
using Witan.Primitives;

namespace Witan.Node;

/// <summary>Both clocks of the host, in microseconds.</summary>
internal sealed class HostClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public Instant Monotonic => new(time.GetElapsedTime(_start).Ticks / TimeSpan.TicksPerMicrosecond);

    public BlockTime Wall => new((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);

    public Clock Now => new(Monotonic, Wall);
}
