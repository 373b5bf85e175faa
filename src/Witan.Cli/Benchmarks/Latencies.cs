using System.Numerics;

namespace Witan.Cli.Benchmarks;

/// <summary>Counts latencies in buckets of at most 1 in 64 of their value, without a lock per call.</summary>
internal sealed class Latencies
{
    private const int Sub = 64;
    private const int SubBits = 6;
    private const int Ranges = 40;

    private readonly long[] _counts = new long[Ranges * Sub];

    public void Add(TimeSpan latency) =>
        Interlocked.Increment(ref _counts[BucketOf((long)latency.TotalMicroseconds)]);

    public List<LatencyCount> Counts()
    {
        var counts = new List<LatencyCount>();
        for (var i = 0; i < _counts.Length; i++)
            if (Interlocked.Read(ref _counts[i]) is > 0 and var count) counts.Add(new LatencyCount(ValueOf(i), count));
        return counts;
    }

    /// <summary>The latency that this share of the calls did not exceed.</summary>
    public static long Percentile(IReadOnlyList<LatencyCount> sorted, double share)
    {
        var wanted = (long)Math.Ceiling(sorted.Sum(c => c.Count) * share);
        long seen = 0;
        foreach (var (value, count) in sorted)
        {
            seen += count;
            if (seen >= wanted) return value;
        }

        return 0;
    }

    private static int BucketOf(long value)
    {
        if (value < Sub) return (int)Math.Max(0, value);
        var shift = BitOperations.Log2((ulong)value) - SubBits;
        return Math.Min(((shift + 1) * Sub) + (int)((value >> shift) - Sub), (Ranges * Sub) - 1);
    }

    /// <summary>The middle of a bucket.</summary>
    private static long ValueOf(int bucket)
    {
        if (bucket < Sub) return bucket;
        var shift = (bucket / Sub) - 1;
        return ((long)(Sub + (bucket % Sub)) << shift) + ((1L << shift) / 2);
    }
}
