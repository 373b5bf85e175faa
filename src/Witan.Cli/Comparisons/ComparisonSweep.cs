using Witan.Cli.Output;
using Witan.Simulation.Comparing;

namespace Witan.Cli.Comparisons;

/// <summary>Runs plans on several cores.</summary>
internal static class ComparisonSweep
{
    /// <returns>In the order of the plans; shorter only if it was interrupted.</returns>
    public static IReadOnlyList<ComparisonResult> Run(
        IReadOnlyList<ComparisonPlan> plans, int jobs, bool showProgress, CancellationToken cancellation)
    {
        var results = new ComparisonResult?[plans.Count];
        using (var progress = new ProgressLine("runs", (ulong)plans.Count, showProgress))
        {
            // The largest first: one that begins last would keep the others waiting.
            int[] order = [.. Enumerable.Range(0, plans.Count).OrderByDescending(i => plans[i].Replicas)];
            var next = -1;
            Parallel.For(0, Math.Min(jobs, plans.Count), new ParallelOptions { MaxDegreeOfParallelism = jobs }, _ =>
            {
                while (!cancellation.IsCancellationRequested)
                {
                    var mine = Interlocked.Increment(ref next);
                    if (mine >= order.Length) return;
                    results[order[mine]] = new ComparisonRun(plans[order[mine]]).Run();
                    progress.Advance();
                }
            });
        }

        return [.. results.OfType<ComparisonResult>()];
    }
}
