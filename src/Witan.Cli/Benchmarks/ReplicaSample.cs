using System.Globalization;

namespace Witan.Cli.Benchmarks;

/// <summary>What one replica's process has used up to now.</summary>
/// <param name="CpuSeconds">User and system.</param>
/// <param name="ResidentBytes">Now.</param>
/// <param name="Height">Executed.</param>
/// <param name="Leader">Whom it follows.</param>
/// <param name="ReceivedBytes">Of all frames from peers and clients.</param>
/// <param name="ReceivedFrames">From peers and clients.</param>
/// <param name="Flushes">Of the journal.</param>
/// <param name="AllocatedBytes">Managed memory, collected or not.</param>
/// <param name="PauseSeconds">In which the garbage collector had stopped all threads.</param>
/// <param name="VotesSetAside">That were not verified, since a quorum had said the same.</param>
/// <param name="ThreadSwitches">
/// How often its threads that still run went to sleep; 0 where the system does not say.
/// </param>
internal sealed record ReplicaSample(
    double CpuSeconds, long ResidentBytes, double Height, uint Leader, double ReceivedBytes, double ReceivedFrames,
    double Flushes, double AllocatedBytes, double PauseSeconds, double VotesSetAside, double ThreadSwitches)
{
    public static async Task<ReplicaSample> TakeAsync(int pid, string health, HttpClient http)
    {
        var text = await http.GetStringAsync(new Uri($"http://{health}/metrics")).ConfigureAwait(false);
        using var process = System.Diagnostics.Process.GetProcessById(pid);
        return new ReplicaSample(
            process.TotalProcessorTime.TotalSeconds, process.WorkingSet64, Sum(text, "witan_executed_height"),
            (uint)Only(text, "witan_leader"), Sum(text, "witan_received_bytes_total"),
            Sum(text, "witan_received_frames_total"), Sum(text, "witan_journal_flush_seconds_count"),
            Sum(text, "witan_process_allocated_bytes_total"),
            Sum(text, "witan_process_gc_pause_microseconds_total") / 1e6,
            Sum(text, "witan_events_total{event=\"VoteSetAside\""), SwitchesOf(pid));
    }

    private static double SwitchesOf(int pid)
    {
        const string Name = "voluntary_ctxt_switches:";
        var tasks = new DirectoryInfo($"/proc/{pid}/task");
        if (!tasks.Exists) return 0;
        var sum = 0.0;
        foreach (var task in tasks.EnumerateDirectories())
        {
            try
            {
                var line = File.ReadLines(Path.Combine(task.FullName, "status"))
                    .First(line => line.StartsWith(Name, StringComparison.Ordinal));
                sum += double.Parse(line[Name.Length..], CultureInfo.InvariantCulture);
            }
            catch (Exception gone) when (gone is IOException or InvalidOperationException)
            {
                // The thread has just ended: what it did is not counted on either side.
                continue;
            }
        }

        return sum;
    }

    private static double Sum(string metrics, string name) => Values(metrics, name).Sum();

    private static double Only(string metrics, string name) => Values(metrics, name).Single();

    private static IEnumerable<double> Values(string metrics, string name) => metrics.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is '{' or ' ' or ',')
        .Select(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
