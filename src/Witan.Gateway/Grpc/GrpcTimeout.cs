using System.Globalization;

namespace Witan.Gateway.Grpc;

/// <summary>The value of the <c>grpc-timeout</c> header: one to eight digits and a unit.</summary>
public static class GrpcTimeout
{
    private const int MaxDigits = 8;
    private const long NanosecondsPerTick = 100;

    /// <summary>
    /// The longest wait a timer takes; an hour-valued timeout can name more than eleven thousand years.
    /// </summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(int.MaxValue - 1L);

    /// <summary>Reads a header's value.</summary>
    /// <param name="text">Digits and one of H, M, S, m (milliseconds), u (microseconds), n (nanoseconds).</param>
    /// <param name="timeout">Rounded up to 100 ns and cut to about 24 days.</param>
    /// <returns>False if it is anything else.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan timeout)
    {
        timeout = default;
        if (text.Length is < 2 or > MaxDigits + 1) return false;
        if (!long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return false;
        long ticks;
        switch (text[^1])
        {
            case 'H': ticks = value * TimeSpan.TicksPerHour; break;
            case 'M': ticks = value * TimeSpan.TicksPerMinute; break;
            case 'S': ticks = value * TimeSpan.TicksPerSecond; break;
            case 'm': ticks = value * TimeSpan.TicksPerMillisecond; break;
            case 'u': ticks = value * TimeSpan.TicksPerMicrosecond; break;
            case 'n': ticks = (value + NanosecondsPerTick - 1) / NanosecondsPerTick; break;
            default: return false;
        }

        timeout = ticks < Longest.Ticks ? new TimeSpan(ticks) : Longest;
        return true;
    }
}
