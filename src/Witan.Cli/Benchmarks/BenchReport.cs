namespace Witan.Cli.Benchmarks;

/// <summary>What a measurement found, in the units in which it is shown.</summary>
internal sealed class BenchReport
{
    public BenchReport(
        BenchPlan plan, IReadOnlyList<ReplicaSample> before, IReadOnlyList<ReplicaSample> after,
        IReadOnlyList<LoadReport> loads)
    {
        Plan = plan;
        Loads = loads;
        Done = loads.Sum(load => load.Done);
        Seconds = loads.Max(load => load.Seconds);
        LongestPauseSeconds = loads.Max(load => load.LongestPauseSeconds);
        Latencies = [.. loads.SelectMany(load => load.Latencies).OrderBy(latency => latency.Microseconds)];
        ReplicaCpu = [.. after.Zip(before, (end, start) => end.CpuSeconds - start.CpuSeconds)];
        ReplicaResident = [.. after.Select(sample => sample.ResidentBytes)];
        Blocks = after.Max(sample => sample.Height) - before.Max(sample => sample.Height);
        double Grown(Func<ReplicaSample, double> of) => after.Sum(of) - before.Sum(of);
        Bytes = Grown(sample => sample.ReceivedBytes);
        Frames = Grown(sample => sample.ReceivedFrames);
        Flushes = Grown(sample => sample.Flushes);
        Allocated = Grown(sample => sample.AllocatedBytes);
        VotesSetAside = Grown(sample => sample.VotesSetAside);
        ThreadSwitches = Grown(sample => sample.ThreadSwitches);
        PauseSeconds = [.. after.Zip(before, (end, start) => end.PauseSeconds - start.PauseSeconds)];
        Failures = loads.SelectMany(load => load.Failures).GroupBy(failure => failure.Key, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(failure => failure.Value));
    }

    public BenchPlan Plan { get; }

    public IReadOnlyList<LoadReport> Loads { get; }

    public long Done { get; }

    public double Seconds { get; }

    /// <summary>
    /// Longest time in which none was acknowledged; with several load processes that of the worst served.
    /// </summary>
    public double LongestPauseSeconds { get; }

    public IReadOnlyList<LatencyCount> Latencies { get; }

    public IReadOnlyList<double> ReplicaCpu { get; }

    public IReadOnlyList<long> ReplicaResident { get; }

    public double Blocks { get; }

    /// <summary>Received by all replicas, from peers and clients.</summary>
    public double Bytes { get; }

    /// <summary>Received by all replicas, from peers and clients.</summary>
    public double Frames { get; }

    /// <summary>Of all journals.</summary>
    public double Flushes { get; }

    /// <summary>Managed bytes, by all replicas.</summary>
    public double Allocated { get; }

    /// <summary>By all replicas, unverified, since a quorum had said the same.</summary>
    public double VotesSetAside { get; }

    /// <summary>How often threads of replicas went to sleep.</summary>
    public double ThreadSwitches { get; }

    /// <summary>Per replica, in which its garbage collector had stopped it.</summary>
    public IReadOnlyList<double> PauseSeconds { get; }

    public IReadOnlyDictionary<string, long> Failures { get; }

    public double Throughput => Done / Seconds;

    public double BlocksPerSecond => Blocks / Seconds;

    public double RequestsPerBlock => Blocks > 0 ? Done / Blocks : 0;

    public double BytesPerRequest => Done > 0 ? Bytes / Done : 0;

    /// <summary>Frames that a replica receives for one block.</summary>
    public double FramesPerBlock => PerBlock(Frames);

    /// <summary>Flushes of a replica for one block.</summary>
    public double FlushesPerBlock => PerBlock(Flushes);

    /// <summary>Votes that a replica received for one block and had no need to verify.</summary>
    public double VotesSetAsidePerBlock => PerBlock(VotesSetAside);

    /// <summary>How often a thread of a replica went to sleep for one block.</summary>
    public double ThreadSwitchesPerBlock => PerBlock(ThreadSwitches);

    /// <summary>Managed bytes that a replica allocates for one request.</summary>
    public double AllocatedPerRequest => Done > 0 ? Allocated / Plan.Replicas / Done : 0;

    /// <summary>Microseconds, over all processes.</summary>
    public double CpuPerRequest =>
        Done > 0 ? (ReplicaCpu.Sum() + Loads.Sum(load => load.CpuSeconds)) * 1e6 / Done : 0;

    /// <summary>Microseconds.</summary>
    public double MeanLatency
    {
        get
        {
            var count = Latencies.Sum(latency => latency.Count);
            return count > 0 ? Latencies.Sum(latency => (double)latency.Microseconds * latency.Count) / count : 0;
        }
    }

    private double PerBlock(double all) => Blocks > 0 ? all / Plan.Replicas / Blocks : 0;

    /// <summary>Milliseconds.</summary>
    public double Percentile(double share) => Benchmarks.Latencies.Percentile(Latencies, share) / 1000.0;
}
