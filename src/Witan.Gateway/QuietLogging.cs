using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Witan.Gateway;

/// <summary>
/// All logging but that of the part of the web framework which accounts for each request. That has nothing to say that
/// the gateway does not count, and being asked for it costs every request an activity, a scope and their names. What it
/// would say of a failed start is thrown as well.
/// </summary>
internal sealed class QuietLogging(ILoggerFactory logging) : ILoggerFactory
{
    private const string Requests = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public ILogger CreateLogger(string categoryName) =>
        categoryName == Requests ? NullLogger.Instance : logging.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => logging.AddProvider(provider);

    /// <summary>Nothing: the one below belongs to who gave it.</summary>
    public void Dispose()
    {
    }
}
