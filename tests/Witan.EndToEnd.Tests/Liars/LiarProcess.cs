using System.Diagnostics;
using Witan.EndToEnd.Tests.Clusters;
using Witan.LyingReplica;

namespace Witan.EndToEnd.Tests.Liars;

/// <summary>The process that takes a replica's place and lies.</summary>
internal sealed class LiarProcess : IAsyncDisposable
{
    private readonly Process _process;

    private LiarProcess(Process process) => _process = process;

    /// <param name="nodeFile">Of the replica whose place it takes.</param>
    /// <param name="honest">The place of the correct replica that it listens to.</param>
    public static LiarProcess Start(string nodeFile, string honest)
    {
        var process = Process.Start(WitanCommand.Built("Witan.LyingReplica", nodeFile, honest))
            ?? throw new InvalidOperationException("the liar did not start");
        process.BeginErrorReadLine();
        return new LiarProcess(process);
    }

    /// <summary>Ends when it lies so.</summary>
    public async Task LieAsync(LieMode mode)
    {
        await _process.StandardInput.WriteLineAsync(mode.ToString());
        await _process.StandardInput.FlushAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        var answer = await _process.StandardOutput.ReadLineAsync(limit.Token);
        if (answer != mode.ToString()) throw new InvalidOperationException($"the liar answers '{answer}' to '{mode}'");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
