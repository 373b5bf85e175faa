using System.Globalization;
using Witan.Simulation.Scenarios;

namespace Witan.EndToEnd.Tests.Clusters;

/// <summary>
/// How large the runs are: what a build can wait for, or with WITAN_E2E_BIG=1 what a release is held to.
/// </summary>
internal static class Sizes
{
    public static bool Big { get; } = Environment.GetEnvironmentVariable("WITAN_E2E_BIG") == "1";

    /// <summary>Puts in the stream during which the leader is killed; WITAN_E2E_PUTS asks for another number.</summary>
    public static int StreamPuts { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("WITAN_E2E_PUTS"), CultureInfo.InvariantCulture, out var puts)
            ? Math.Clamp(puts, 100, 10_000)
            : Big ? 10_000 : 2_000;

    /// <summary>Puts that a replica misses while it is down.</summary>
    public static int MissedPuts { get; } = Big ? 100_000 : 3_000;

    /// <summary>Puts per second that go on while it catches up.</summary>
    public static int PutsPerSecond { get; } = Big ? 1_000 : 100;

    /// <summary>
    /// Replicas killed one after another under each protocol; WITAN_E2E_KILLS asks for another number.
    /// </summary>
    public static int Kills { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("WITAN_E2E_KILLS"), CultureInfo.InvariantCulture, out var kills)
            ? Math.Clamp(kills, 1, 1_000)
            : Big ? 20 : 2;

    /// <summary>What the kills are drawn from; WITAN_E2E_SEED asks for other ones.</summary>
    public static int KillSeed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("WITAN_E2E_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : 17;

    /// <summary>
    /// The protocols of runs that are made under each: all; WITAN_E2E_PROTOCOLS asks for some, by name and comma.
    /// </summary>
    public static IReadOnlyList<string> Protocols { get; } =
        Environment.GetEnvironmentVariable("WITAN_E2E_PROTOCOLS") is { Length: > 0 } some
            ? some.Split(',')
            : [.. KnownProtocols.Descriptions.Select(p => p.Name)];

    /// <summary>
    /// Whether each of them answers the whole differential script, and not PBFT alone; WITAN_E2E_WHOLE_SCRIPT=1 asks
    /// for that without the rest of a release's sizes.
    /// </summary>
    public static bool WholeScript { get; } =
        Big || Environment.GetEnvironmentVariable("WITAN_E2E_WHOLE_SCRIPT") == "1";

    /// <summary>How long it may take to catch up.</summary>
    public static TimeSpan CatchUp { get; } = TimeSpan.FromMinutes(1);
}
