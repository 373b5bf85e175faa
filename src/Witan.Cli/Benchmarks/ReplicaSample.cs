using System.Globalization;

namespace Witan.Cli.Benchmarks;

/// <summary>What one replica's process has used up to now.</summary>
/// <param name="CpuSeconds">User and system.</param>
/// <param name="ResidentBytes">Now.</param>
/// <param name="Height">Executed.</param>
/// <param name="ReceivedBytes">Of all frames from peers and clients.</param>
internal sealed record ReplicaSample(double CpuSeconds, long ResidentBytes, double Height, double ReceivedBytes)
{
    public static async Task<ReplicaSample> TakeAsync(int pid, string health, HttpClient http)
    {
        var text = await http.GetStringAsync(new Uri($"http://{health}/metrics")).ConfigureAwait(false);
        using var process = System.Diagnostics.Process.GetProcessById(pid);
        return new ReplicaSample(
            process.TotalProcessorTime.TotalSeconds, process.WorkingSet64, Sum(text, "witan_executed_height"),
            Sum(text, "witan_received_bytes_total"));
    }

    private static double Sum(string metrics, string name) => metrics.Split('\n')
        .Where(line => line.StartsWith(name, StringComparison.Ordinal) && line[name.Length] is '{' or ' ')
        .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
