using System.Diagnostics;
using System.Security.Cryptography;

namespace Witan.Tests.Planted;

public sealed class TimeAndChance
{
    [Breaks("clock")] private Stopwatch? _watch;

    [Breaks("clock")] public static long Now() => DateTime.Now.Ticks;
    [Breaks("clock")] public static long UtcNow() => DateTime.UtcNow.Ticks;
    [Breaks("clock")] public static long Today() => DateTime.Today.Ticks;
    [Breaks("clock")] public static long OffsetNow() => DateTimeOffset.Now.Ticks;
    [Breaks("clock")] public static long OffsetUtcNow() => DateTimeOffset.UtcNow.Ticks;
    [Breaks("clock")] public static int Ticks() => Environment.TickCount;
    [Breaks("clock")] public static long LongTicks() => Environment.TickCount64;
    [Breaks("clock")] public static long Timestamp() => Stopwatch.GetTimestamp();
    [Breaks("clock")] public static long Provider() => TimeProvider.System.GetTimestamp();
    [Breaks("clock")] public static Func<long> Hidden_in_a_lambda() => () => DateTime.UtcNow.Ticks;

    [Breaks("clock")]
    public static IEnumerable<long> Hidden_in_an_iterator(int count)
    {
        for (int i = 0; i < count; i++) yield return Environment.TickCount64;
    }

    [Breaks("randomness")] public static int Seeded() => new Random(1).Next();
    [Breaks("randomness")] public static int Shared() => Random.Shared.Next();
    [Breaks("randomness")] public static byte[] Secure() => RandomNumberGenerator.GetBytes(4);
    [Breaks("randomness")] public static Guid Fresh() => Guid.NewGuid();
    [Breaks("randomness")] public static Guid Ordered() => Guid.CreateVersion7();

    [Breaks("clock")]
    public abstract class OwnClock : TimeProvider
    {
        [Breaks("clock")] protected OwnClock() { }
    }
}
