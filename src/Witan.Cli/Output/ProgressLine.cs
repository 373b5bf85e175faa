using System.Diagnostics;
using System.Globalization;

namespace Witan.Cli.Output;

/// <summary>
/// How far long work is, on standard error: one line that is drawn anew on a terminal, and one a minute in a log.
/// </summary>
/// <param name="unit">What is counted.</param>
/// <param name="total">How many there are.</param>
/// <param name="show">Whether to show it at all.</param>
internal sealed class ProgressLine(string unit, ulong total, bool show) : IDisposable
{
    private const int BarWidth = 30;
    private const long IntervalMilliseconds = 200;
    private const long LogIntervalMilliseconds = 60_000;

    private readonly bool _show = show && total > 1;
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private ulong _done;
    private long _shownAt;

    /// <summary>So many more are done.</summary>
    public void Advance(ulong count = 1)
    {
        lock (_lock)
        {
            _done += count;
            var interval = _isTerminal ? IntervalMilliseconds : LogIntervalMilliseconds;
            var isDue = _watch.ElapsedMilliseconds - _shownAt >= interval || (_isTerminal && _done >= total);
            if (!_show || !isDue) return;
            _shownAt = _watch.ElapsedMilliseconds;
            var left = _done == 0 ? 0 : _watch.Elapsed.TotalSeconds / _done * (total - _done);
            var line = string.Create(CultureInfo.InvariantCulture, $"{_done}/{total} {unit}, {left:0} s left");
            if (_isTerminal) Console.Error.Write($"\r{Bar()} {line}   ");
            else Console.Error.WriteLine(line);
        }
    }

    public void Dispose()
    {
        if (_show && _isTerminal && _shownAt > 0) Console.Error.Write("\r" + new string(' ', BarWidth + 50) + "\r");
    }

    private string Bar()
    {
        var full = (int)((double)_done / total * BarWidth);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}]";
    }
}
