using System.Globalization;

namespace Witan.Cli.Running;

/// <summary>
/// How much a process allocates between two collections of garbage: settings of the runtime for one process, so that
/// whoever starts it gives them; a file would give them to every command. See docs/performance.md.
/// </summary>
/// <param name="Variable">Of the environment.</param>
/// <param name="Bytes">The runtime reads them as hexadecimal digits.</param>
internal readonly record struct YoungBytes(string Variable, int Bytes)
{
    /// <summary>
    /// At most 3 MiB. The runtime allows itself 6, of which nothing is faster, and 10 MiB more stay resident.
    /// </summary>
    public static YoungBytes OfReplica { get; } = new("DOTNET_GCGen0MaxBudget", 3 * 1024 * 1024);

    /// <summary>
    /// At least 64 MiB: a thousand calls at once hold some 11 MB. With the runtime's 6 between two collections each
    /// call outlives some and is copied twice.
    /// </summary>
    public static YoungBytes OfGateway { get; } = new("DOTNET_GCgen0size", 64 * 1024 * 1024);

    /// <summary>Changes nothing if somebody has decided on either: the smaller of the two would hold.</summary>
    public void GiveTo(IDictionary<string, string?> environment)
    {
        if (environment.ContainsKey(OfReplica.Variable) || environment.ContainsKey(OfGateway.Variable)) return;
        environment.Add(Variable, Bytes.ToString("x", CultureInfo.InvariantCulture));
    }
}
