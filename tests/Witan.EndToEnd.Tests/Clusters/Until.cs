using System.Diagnostics;
using Xunit;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>Waits for what processes do, bounded.</summary>
internal static class Until
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is yes; fails the test if it is not within the limit.</summary>
    /// <returns>How long it took.</returns>
    public static Task<TimeSpan> TrueAsync(string what, TimeSpan limit, Func<Task<bool>> condition) =>
        TrueAsync(what, limit, condition, () => Task.FromResult(""));

    /// <summary>As above; a failure also tells what was seen last.</summary>
    public static async Task<TimeSpan> TrueAsync(
        string what, TimeSpan limit, Func<Task<bool>> condition, Func<Task<string>> seen)
    {
        var watch = Stopwatch.StartNew();
        using var pace = new PeriodicTimer(Pace);
        do
        {
            if (await condition()) return watch.Elapsed;
        }
        while (watch.Elapsed < limit && await pace.WaitForNextTickAsync());

        Assert.Fail($"not within {limit.TotalSeconds:0} s: {what}{Environment.NewLine}{await seen()}");
        return watch.Elapsed;
    }

    public static Task<TimeSpan> TrueAsync(string what, TimeSpan limit, Func<bool> condition) =>
        TrueAsync(what, limit, () => Task.FromResult(condition()));
}
