namespace Witan.Cli.Benchmarks;

/// <summary>The file that tells a load process what to do.</summary>
/// <param name="Plan">Of the whole measurement.</param>
/// <param name="Directory">The cluster's folder.</param>
/// <param name="Process">Which of the load processes this is.</param>
internal sealed record LoadOrder(BenchPlan Plan, string Directory, int Process);
