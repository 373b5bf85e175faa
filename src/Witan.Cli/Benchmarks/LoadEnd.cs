using System.Text.Json;
using Witan.Node;

namespace Witan.Cli.Benchmarks;

/// <summary>The parent's end of a load process: what it prints.</summary>
internal sealed class LoadEnd
{
    private readonly TaskCompletionSource _measuring = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<LoadReport> _report = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the warm-up is over.</summary>
    public Task Measuring => _measuring.Task;

    public Task<LoadReport> Report => _report.Task;

    public void OnLine(string line)
    {
        if (line == LoadRun.Measuring) _measuring.TrySetResult();
        else if (line.StartsWith('{')) _report.TrySetResult(JsonSerializer.Deserialize<LoadReport>(line)!);
    }

    public void OnExit(string reason)
    {
        _measuring.TrySetException(new NodeSetupException(reason));
        _report.TrySetException(new NodeSetupException(reason));
    }
}
