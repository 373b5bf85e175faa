using System.Diagnostics;
using System.Globalization;

namespace Witan.Cli.Output;

/// <summary>
/// One line on standard error that shows how far long work is; nothing when nobody watches a terminal.
/// </summary>
/// <param name="unit">What is counted.</param>
/// <param name="total">How many there are.</param>
/// <param name="show">Whether to show it at all.</param>
internal sealed class ProgressLine(string unit, ulong total, bool show) : IDisposable
{
    private const int BarWidth = 30;
    private const long IntervalMilliseconds = 200;

    private readonly bool _show = show && !Console.IsErrorRedirected && total > 1;
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
            if (!_show || (_watch.ElapsedMilliseconds - _shownAt < IntervalMilliseconds && _done < total)) return;
            _shownAt = _watch.ElapsedMilliseconds;
            var full = (int)((double)_done / total * BarWidth);
            var left = _done == 0 ? 0 : _watch.Elapsed.TotalSeconds / _done * (total - _done);
            Console.Error.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"\r[{new string('#', full)}{new string('.', BarWidth - full)}] "
                + $"{_done}/{total} {unit}, {left:0} s left   "));
        }
    }

    public void Dispose()
    {
        if (_show && _shownAt > 0) Console.Error.Write("\r" + new string(' ', BarWidth + 50) + "\r");
    }
}
