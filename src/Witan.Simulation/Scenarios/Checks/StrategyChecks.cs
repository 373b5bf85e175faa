using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios.Checks;

/// <summary>Whether a byzantine replica can follow a strategy with these arguments.</summary>
internal static class StrategyChecks
{
    public static void Run(CheckRun run, FaultAction.Byz byz, string path)
    {
        run.CheckNode(byz.Node, path + ".node");
        if (run.Knows("byzantine") && run.IsSound(path + ".node")
            && !run.Scenario.Cluster.Byzantine.Contains(byz.Node.Index))
            run.Add(path + ".node", $"replica {byz.Node} is not in cluster.byzantine");
        var strategy = StrategyCatalogue.Find(byz.Strategy)!;
        if (run.Protocol is { } protocol && !strategy.IsDefinedFor(protocol.Name))
            run.Add(path + ".strategy", $"{strategy.Name} is not defined for {protocol.Name}: {strategy.Elsewhere}");
        foreach (var (name, value) in byz.Args)
            CheckArg(run, strategy, name, value, JsonText.Field(path + ".args", name));
    }

    private static void CheckArg(CheckRun run, Strategy strategy, string name, ArgValue value, string path)
    {
        if (strategy.Find(name) is not { } arg)
        {
            var names = strategy.Args.Count == 0 ? "none" : string.Join(", ", strategy.Args.Select(a => a.Name));
            run.Add(path, $"no such argument of {strategy.Name}; there are: {names}");
        }
        else if (!arg.Admits(value))
        {
            run.Add(path, "must be " + arg.Allowed);
        }
        else if (arg.NodeOf(value) is { } node)
        {
            run.CheckNode(node, path);
        }
        else if (value is ArgValue.Nodes nodes)
        {
            for (var i = 0; i < nodes.Value.Count; i++) run.CheckNode(nodes.Value[i], JsonText.Item(path, i));
        }
    }
}
