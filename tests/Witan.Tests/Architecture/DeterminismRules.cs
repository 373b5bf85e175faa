using System.Collections.Immutable;
using Witan.Tests.Architecture.Il;

namespace Witan.Tests.Architecture;

/// <summary>
/// What code of the deterministic rooms may not do. Each entry is broken once by the planted library.
/// </summary>
internal static class DeterminismRules
{
    public const string Clock = "clock";
    public const string Randomness = "randomness";
    public const string Threads = "threads";
    public const string Tasks = "tasks";
    public const string Locks = "locks";
    public const string Host = "host";
    public const string HashOrder = "hash order";
    public const string HashCodes = "hash codes";
    public const string FloatingPoint = "floating point";
    public const string Culture = "culture";

    /// <summary>The first entry that matches names the rule.</summary>
    public static readonly ImmutableArray<ForbiddenApi> Table =
    [
        new(Clock, "System.DateTime", "get_Now"),
        new(Clock, "System.DateTime", "get_UtcNow"),
        new(Clock, "System.DateTime", "get_Today"),
        new(Clock, "System.DateTimeOffset", "get_Now"),
        new(Clock, "System.DateTimeOffset", "get_UtcNow"),
        new(Clock, "System.Environment", "get_TickCount"),
        new(Clock, "System.Environment", "get_TickCount64"),
        new(Clock, "System.Diagnostics.Stopwatch"),
        new(Clock, "System.TimeProvider"),
        new(Randomness, "System.Random"),
        new(Randomness, "System.Security.Cryptography.RandomNumberGenerator"),
        new(Randomness, "System.Guid", "NewGuid"),
        new(Randomness, "System.Guid", "CreateVersion7"),
        new(Threads, "System.Threading.Thread*"),
        new(Threads, "System.Threading.WaitCallback"),
        new(Threads, "System.Threading.AsyncLocal`1"),
        new(Threads, "System.Threading.Timer*"),
        new(Threads, "System.Threading.PeriodicTimer"),
        new(Threads, "System.Threading.Tasks.Parallel*"),
        new(Threads, "System.ThreadStaticAttribute"),
        new(Threads, "System.Timers.*"),
        new(Threads, "System.Collections.Concurrent.*"),
        new(Tasks, "System.Threading.Tasks.*"),
        new(Tasks, "System.Threading.Cancellation*"),
        new(Tasks, "System.Runtime.CompilerServices.Async*"),
        new(Locks, "System.Threading.*"),
        new(Locks, "System.Runtime.CompilerServices.IsVolatile"),
        new(Host, "System.IO.File*"),
        new(Host, "System.IO.Directory*"),
        new(Host, "System.IO.RandomAccess"),
        new(Host, "System.Net.*"),
        new(Host, "System.Diagnostics.Process*"),
        new(Host, "System.Console"),
        new(Host, "System.Environment", "GetEnvironmentVariable"),
        new(Host, "System.Environment", "GetEnvironmentVariables"),
        new(Host, "System.Environment", "GetCommandLineArgs"),
        new(Host, "System.Environment", "get_ProcessorCount"),
        new(Host, "System.Environment", "get_MachineName"),
        new(Host, "System.Environment", "get_CurrentManagedThreadId"),
        new(HashCodes, "System.HashCode"),
        new(HashCodes, "System.String", "GetHashCode"),
        new(HashCodes, "System.Runtime.CompilerServices.RuntimeHelpers", "GetHashCode"),
        new(FloatingPoint, "System.Single"),
        new(FloatingPoint, "System.Double"),
        new(FloatingPoint, "System.Half"),
        new(Culture, "System.Globalization.CultureInfo", "get_CurrentCulture"),
        new(Culture, "System.Globalization.CultureInfo", "get_CurrentUICulture"),
        new(Culture, "System.StringComparer", "get_CurrentCulture"),
        new(Culture, "System.StringComparer", "get_CurrentCultureIgnoreCase"),
        new(Culture, "System.String", "CompareTo"),
        new(Culture, "System.String", "Compare", UnlessTold: true),
        new(Culture, "System.String", "StartsWith", UnlessTold: true),
        new(Culture, "System.String", "EndsWith", UnlessTold: true),
        new(Culture, "System.String", "IndexOf", UnlessTold: true),
        new(Culture, "System.String", "LastIndexOf", UnlessTold: true),
        new(Culture, "System.String", "ToUpper", UnlessTold: true),
        new(Culture, "System.String", "ToLower", UnlessTold: true),
        new(Culture, "System.String", "Format", UnlessTold: true),
    ];

    /// <summary>
    /// Where a rule is broken on purpose. Every entry gives its reason; one that nothing uses any more fails the test,
    /// so the list can only shrink.
    /// </summary>
    public static readonly ImmutableArray<DeterminismException> Exceptions = [];

    /// <summary>The operations that make or convert floating-point numbers without naming their type.</summary>
    public static bool IsFloatingPoint(Instruction instruction) =>
        instruction.Code.Name is { } name
        && (name.EndsWith(".r4", StringComparison.Ordinal) || name.EndsWith(".r8", StringComparison.Ordinal)
            || name is "conv.r.un" or "ckfinite");
}
