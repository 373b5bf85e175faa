using System.Diagnostics;

namespace Witan.Variants.Hunting;

/// <summary>
/// A process of one variant that plays trials. One that comes to no end or dies is a finding; the next trial begins
/// another process.
/// </summary>
internal sealed class TrialProcess(VariantName variant, TimeSpan bound) : IDisposable
{
    /// <summary>How often a running trial is held against its bound.</summary>
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private Process? _process;

    public Finding? Run(Trial trial)
    {
        _process ??= Start();
        _process.StandardInput.WriteLine(trial.ToString());
        _process.StandardInput.Flush();
        var begun = Used(_process);
        var answer = _process.StandardOutput.ReadLineAsync();
        while (!answer.Wait(Glance))
        {
            // Time of the processor: a machine that does something else has not made the trial endless.
            if (Used(_process) - begun < bound) continue;
            Dispose();
            return new Finding("no end", $"not over after {bound.TotalSeconds:F0} s of processor time");
        }

        if (answer.Result is { } line) return line == TrialServer.Holds ? null : Finding.FromLine(line);
        _process.WaitForExit();
        var code = _process.ExitCode;
        Dispose();
        return new Finding("process", $"ended with code {code}");
    }

    public void Dispose()
    {
        if (_process is null) return;
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Processor time; what a process that is gone used no longer counts.</summary>
    private static TimeSpan Used(Process process)
    {
        try
        {
            return process.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            return TimeSpan.Zero;
        }
    }

    private Process Start()
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, [typeof(TrialProcess).Assembly.Location, .. VariantArguments, "serve"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        return Process.Start(start)!;
    }

    private string[] VariantArguments => variant == VariantName.None ? [] : ["--variant", variant.ToString()];
}
