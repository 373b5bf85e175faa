using Witan.Simulation.Checking;
using Witan.Simulation.Scenarios;

namespace Witan.Simulation.Shrinking;

/// <summary>
/// Makes a failing scenario smaller: faults, operations, clients, replicas, and everything that can be the default.
/// Whatever it comes to fails at the same oracle.
/// </summary>
public sealed class ScenarioShrinker
{
    /// <summary>Fewer replicas bear no fault.</summary>
    private const int FewestReplicas = 4;

    private readonly Func<Scenario, IReadOnlyList<Violation>> _run;
    private readonly IReadOnlyList<ProtocolDescription> _protocols;
    private readonly TryBudget _budget;
    private string _oracle = "";

    /// <param name="run">Runs a scenario with its own seed.</param>
    /// <param name="protocols">Those that may run.</param>
    /// <param name="budget">Runs that it may take.</param>
    public ScenarioShrinker(
        Func<Scenario, IReadOnlyList<Violation>> run, IReadOnlyList<ProtocolDescription> protocols, TryBudget budget)
    {
        (_run, _protocols, _budget) = (run, protocols, budget);
    }

    /// <summary>Told after each stage: its name, and the smallest scenario so far.</summary>
    public Action<string, Scenario>? Stage { get; init; }

    /// <param name="scenario">Fails with its own seed; only this seed is tried.</param>
    /// <returns>Null if it does not fail.</returns>
    public ScenarioShrinking? Shrink(Scenario scenario)
    {
        var smallest = scenario with { Repeat = 1 };
        if (!_budget.Take() || _run(smallest) is not [var first, ..]) return null;
        _oracle = first.Oracle;
        Scenario before;
        do
        {
            // What one stage takes away may be what another needed.
            before = smallest;
            smallest = Pass(smallest);
        }
        while (smallest != before && _budget.Left > 0);
        return new ScenarioShrinking(smallest, _oracle, _budget.Used, IsMinimal: smallest == before);
    }

    private Scenario Pass(Scenario scenario)
    {
        scenario = Done("faults", Parts(scenario, scenario.Faults, (s, faults) => s with { Faults = [.. faults] }));
        scenario = Done("script", Parts(scenario, scenario.Script, (s, script) => s with { Script = [.. script] }));
        scenario = Done("workload", Number(
            scenario, scenario.Workload.Ops, 0, (s, ops) => s with { Workload = s.Workload with { Ops = ops } }));
        scenario = Done("clients", Number(
            scenario, scenario.Cluster.Clients, 1,
            (s, count) => s with { Cluster = s.Cluster with { Clients = count } }));
        scenario = Done("gateways", Number(
            scenario, scenario.Cluster.Gateways, 0,
            (s, count) => s with { Cluster = s.Cluster with { Gateways = count } }));
        scenario = Done("byzantine", Parts(
            scenario, scenario.Cluster.Byzantine,
            (s, liars) => s with { Cluster = s.Cluster with { Byzantine = [.. liars] } }));
        scenario = Done("replicas", Number(scenario, scenario.Cluster.N, FewestReplicas, WithReplicas));
        foreach (var (name, simplify) in Simplifications.All)
        {
            var candidate = simplify(scenario);
            if (candidate != scenario && _budget.Take() && Fails(candidate)) scenario = Done(name, candidate);
        }

        return scenario;
    }

    private Scenario Done(string stage, Scenario scenario)
    {
        Stage?.Invoke(stage, scenario);
        return scenario;
    }

    private Scenario Parts<T>(
        Scenario scenario, IReadOnlyList<T> parts, Func<Scenario, IReadOnlyList<T>, Scenario> with)
    {
        if (parts.Count == 0) return scenario;
        var result = DeltaDebugging.Minimize(parts, chosen => Fails(with(scenario, chosen)), _budget);
        return result.Parts.Count == parts.Count ? scenario : with(scenario, result.Parts);
    }

    private Scenario Number(Scenario scenario, int value, int floor, Func<Scenario, int, Scenario> with)
    {
        if (value <= floor) return scenario;
        var lowest = NumberShrinker.Minimize(value, floor, count => Fails(with(scenario, (int)count)), _budget);
        return lowest == value ? scenario : with(scenario, (int)lowest);
    }

    /// <summary>Organisations are named for each replica, or for none.</summary>
    private static Scenario WithReplicas(Scenario scenario, int count) => scenario with
    {
        Cluster = scenario.Cluster with { N = count, Orgs = [.. scenario.Cluster.Orgs.Take(count)] },
    };

    /// <summary>
    /// What could stand in no file does not fail: it names a node that is gone, or has too many faulty ones.
    /// </summary>
    private bool Fails(Scenario candidate) =>
        ScenarioReader.Check(candidate, _protocols).Count == 0 && _run(candidate).Any(v => v.Oracle == _oracle);
}
