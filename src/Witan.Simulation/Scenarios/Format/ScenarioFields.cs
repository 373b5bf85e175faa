namespace Witan.Simulation.Scenarios.Format;

/// <summary>The fields of a file.</summary>
internal static class ScenarioFields
{
    public static readonly ObjectShape<Scenario> Scenario = new(
        new Scenario(),
        Fields.Required("schema", "The version of the format.",
            new ChoiceShape<string>((Scenarios.Scenario.Version, Scenarios.Scenario.Version)),
            (Scenario s) => s.Schema, (s, v) => s with { Schema = v }),
        Fields.Of("name", "One line.", new TextShape(0, 100, oneLine: true),
            (Scenario s) => s.Name, (s, v) => s with { Name = v }),
        Fields.Of("description", "For people.", new TextShape(0, 10_000),
            (Scenario s) => s.Description, (s, v) => s with { Description = v }),
        Fields.Of("seed", "All chance of a run comes from it.", new WholeShape<ulong>(0, long.MaxValue),
            (Scenario s) => s.Seed, (s, v) => s with { Seed = v }),
        Fields.Of("repeat", "How many consecutive seeds a plain run tries.", new WholeShape<int>(1, 1_000_000),
            (Scenario s) => s.Repeat, (s, v) => s with { Repeat = v }),
        Fields.Of("protocol", "Which ordering protocol, with which settings.", ProtocolFields.Protocol,
            (Scenario s) => s.Protocol, (s, v) => s with { Protocol = v }),
        Fields.Of("cluster", "Who takes part.", ClusterFields.Cluster,
            (Scenario s) => s.Cluster, (s, v) => s with { Cluster = v }),
        Fields.Of("network", "Partial synchrony.", WorldFields.Network,
            (Scenario s) => s.Network, (s, v) => s with { Network = v }),
        Fields.Of("disk", "Every replica's disk.", WorldFields.Disk,
            (Scenario s) => s.Disk, (s, v) => s with { Disk = v }),
        Fields.Of("clock", "Every node's clock.", WorldFields.Clock,
            (Scenario s) => s.Clock, (s, v) => s with { Clock = v }),
        Fields.Of("faults", "What goes wrong, each with one trigger and one action.",
            new ListShape<FaultSpec>(new FaultShape(), 0, 1_000),
            (Scenario s) => s.Faults, (s, v) => s with { Faults = v }),
        Fields.Of("workload", "Random operations of the clients; none if the file has no workload.",
            WorkloadFields.Workload, (Scenario s) => s.Workload, (s, v) => s with { Workload = v }),
        Fields.Of("script", "Operations at fixed times, in addition to the workload.",
            new ListShape<ScriptOperation>(WorkloadFields.Operation, 0, 10_000),
            (Scenario s) => s.Script, (s, v) => s with { Script = v }),
        Fields.Of("expect", "What every seed must satisfy; what is absent is not judged, safety excepted.",
            ExpectFields.Expectations, (Scenario s) => s.Expect, (s, v) => s with { Expect = v }),
        Fields.Of("limits", "Where a run ends at the latest.", WorldFields.Limits,
            (Scenario s) => s.Limits, (s, v) => s with { Limits = v }));
}
