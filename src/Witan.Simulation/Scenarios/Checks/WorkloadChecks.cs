using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios.Checks;

/// <summary>Whether somebody can submit these operations.</summary>
internal static class WorkloadChecks
{
    public static void Run(CheckRun run)
    {
        var scenario = run.Scenario;
        if (run.IsSound("$.workload"))
        {
            if (!(scenario.Workload.Mix.Sum > 0)) run.Add("$.workload.mix", "must have a share above 0");
            if (scenario.Workload.Ops > 0 && scenario.Cluster.Clients == 0 && run.Knows("clients"))
                run.Add("$.workload.ops", "needs a client, and cluster.clients is 0");
        }

        for (var i = 0; i < scenario.Script.Count; i++)
        {
            var path = JsonText.Item("$.script", i);
            if (run.IsSound(path)) CheckOperation(run, scenario.Script[i], path);
        }
    }

    /// <summary>Keys and values are the registry's; the other applications take an operation without them.</summary>
    private static void CheckOperation(CheckRun run, ScriptOperation operation, string path)
    {
        run.CheckNode(operation.Client, path + ".client");
        var writes = operation.Op is OperationKind.Put or OperationKind.Txn;
        if (!writes && operation.Value is not null) run.Add(path + ".value", "belongs to put and txn only");
        if (run.Scenario.Cluster.App != ApplicationKind.Registry) return;
        if (operation.Key.Length == 0 && operation.Op != OperationKind.Range) run.Add(path, "lacks key");
        if (writes && operation.Value is null) run.Add(path, "lacks value");
    }
}
