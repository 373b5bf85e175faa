using System.CommandLine;
using System.Diagnostics;
using System.Reflection;

namespace Witan.Cli.Running;

/// <summary>
/// A replica or gateway that `up` runs. Its standard input is a pipe from the parent: however the parent dies, the pipe
/// closes and the child stops.
/// </summary>
internal sealed class ChildProcess
{
    private readonly Process _process;

    private ChildProcess(string name, string folder, Process process)
    {
        Name = name;
        Folder = folder;
        _process = process;
    }

    public string Name { get; }

    public string Folder { get; }

    public string LogFile => Path.Combine(Folder, "log");

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public Task Exited => _process.WaitForExitAsync();

    /// <summary>Hidden: the process was started by `up` and ends with it.</summary>
    public static Option<bool> Flag() => new("--with-parent") { Hidden = true };

    /// <summary>Ends when all that it printed was read.</summary>
    public Task OutputEnded { get; private set; } = Task.CompletedTask;

    /// <param name="name">For people.</param>
    /// <param name="folder">Holds its log.</param>
    /// <param name="command">Of this program.</param>
    /// <param name="config">The file that the command takes.</param>
    /// <param name="processor">The one it shall run on; null for any.</param>
    /// <param name="told">Takes each line of its standard output; null puts them into the log.</param>
    /// <param name="young">Between its collections of garbage; null for what the runtime chooses.</param>
    public static ChildProcess Start(
        string name, string folder, string command, string config, int? processor = null,
        Action<string>? told = null, YoungBytes? young = null)
    {
        var program = Environment.ProcessPath!;
        var arguments = new List<string>();
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            arguments.Add(Assembly.GetExecutingAssembly().Location);
        arguments.AddRange([command, "--config", config, "--with-parent"]);
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            UseShellExecute = false,
        };
        young?.GiveTo(start.Environment);
        var process = Processors.StartOn(processor, start);
        var child = new ChildProcess(name, folder, process);
        var output = process.StandardOutput;
        child.OutputEnded = told is null ? child.KeepAsync(output) : TellAsync(output, told);
        _ = child.KeepAsync(process.StandardError);
        return child;
    }

    /// <summary>What the child does: stops when the parent's end of the pipe closes.</summary>
    public static void StopWithParent(CancellationTokenSource stop)
    {
        // A terminal's Ctrl-C goes to the whole group; the order of stopping is the parent's.
        PosixSignals.Ignore();
        new Thread(() =>
        {
            var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0)
            {
            }

            stop.Cancel();
            // A stop that hangs must not outlive the parent.
            Thread.Sleep(TimeSpan.FromSeconds(8));
            Environment.Exit(Cli.ExitCode.Failed);
        }) { IsBackground = true, Name = "parent watch" }.Start();
    }

    /// <summary>Asks it to stop.</summary>
    public void Stop()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has gone already: what was asked for.
        }
    }

    public void Kill()
    {
        if (!_process.HasExited) _process.Kill();
    }

    /// <summary>The last lines of its log, for the one line that reports its death.</summary>
    public string Tail(int lines)
    {
        if (!File.Exists(LogFile)) return "no log";
        using var reader = new StreamReader(
            new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return string.Join(
            " // ", reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(lines));
    }

    /// <summary>What it prints itself (a refusal to start) belongs into its log too.</summary>
    private Task KeepAsync(StreamReader output) => Task.Run(async () =>
    {
        while (await output.ReadLineAsync().ConfigureAwait(false) is { } line)
            await File.AppendAllTextAsync(LogFile, line + "\n").ConfigureAwait(false);
    });

    private static async Task TellAsync(StreamReader output, Action<string> told)
    {
        while (await output.ReadLineAsync().ConfigureAwait(false) is { } line) told(line);
    }
}
