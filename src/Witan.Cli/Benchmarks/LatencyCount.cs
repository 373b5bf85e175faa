namespace Witan.Cli.Benchmarks;

/// <param name="Microseconds">Of the calls that took about as long.</param>
/// <param name="Count">How many did.</param>
internal readonly record struct LatencyCount(long Microseconds, long Count);
