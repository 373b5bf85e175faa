using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Witan.Cli.Running;

/// <summary>One line per event: time, level, category, text.</summary>
internal sealed class LineLogger(TextWriter output) : ILoggerProvider
{
    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose() => output.Flush();

    private void Write(string line)
    {
        lock (_lock) output.WriteLine(line);
    }

    private sealed class Category(LineLogger owner, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
            string> formatter)
        {
            var time = DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            var text = formatter(state, exception).ReplaceLineEndings(" ");
            var detail = exception is null ? "" : " | " + exception.ToString().ReplaceLineEndings(" | ");
            owner.Write($"{time} {logLevel.ToString().ToUpperInvariant()} {name}[{eventId.Id}] {text}{detail}");
        }
    }
}
