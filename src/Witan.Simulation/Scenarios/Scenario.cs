namespace Witan.Simulation.Scenarios;

/// <summary>
/// One scenario file. Times are virtual milliseconds from the start of the run, unless a name says otherwise.
/// </summary>
public sealed record Scenario
{
    /// <summary>The only value of <see cref="Schema"/>.</summary>
    public const string Version = "witan-scenario/1";

    public string Schema { get; init; } = Version;

    /// <summary>One line, at most 100 characters. Default empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>For people, at most 10,000 characters. Default empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>All chance of the run comes from it. 0 to 2^63 - 1, default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many seeds a plain run tries: this one and those after it. 1 to 1,000,000, default 1.</summary>
    public int Repeat { get; init; } = 1;

    public ProtocolSpec Protocol { get; init; } = new();

    public ClusterSpec Cluster { get; init; } = new();

    public NetworkSpec Network { get; init; } = new();

    public DiskSpec Disk { get; init; } = new();

    public ClockSpec Clock { get; init; } = new();

    /// <summary>In file order, which is the order of faults that fall into one moment. At most 1,000.</summary>
    public ValueList<FaultSpec> Faults { get; init; } = [];

    /// <summary>Random operations of the clients; none where the file has no workload.</summary>
    public WorkloadSpec Workload { get; init; } = new() { Ops = 0 };

    /// <summary>Operations at fixed times, in addition to the workload. At most 10,000.</summary>
    public ValueList<ScriptOperation> Script { get; init; } = [];

    public Expectations Expect { get; init; } = new();

    public RunLimits Limits { get; init; } = new();

    /// <summary>How safety is judged, from <c>expect.safety</c> and <c>cluster.allowExceedF</c>.</summary>
    public SafetyRule Safety => (Expect.Safety, Cluster.AllowExceedF) switch
    {
        (false, _) => SafetyRule.NotJudged,
        (true, false) => SafetyRule.Holds,
        (true, true) => SafetyRule.DetectedAndCulpritsNamed,
    };

    /// <summary>
    /// The replicas that count towards f, ascending: the byzantine ones, whoever a crash leaves down for good, and
    /// whoever loses promises because it comes back with an empty or an old disk.
    /// </summary>
    public ValueList<int> FaultyReplicas
    {
        get
        {
            var faulty = new SortedSet<int>(Cluster.Byzantine);
            foreach (var fault in Faults)
            {
                if (fault.Action is FaultAction.Crash { AddsToFaulty: true } crash) faulty.Add(crash.Node.Index);
            }

            return [.. faulty];
        }
    }
}
