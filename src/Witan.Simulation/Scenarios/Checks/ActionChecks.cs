using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios.Checks;

/// <summary>Whether an action can happen to this cluster under this trigger.</summary>
internal static class ActionChecks
{
    public static void Run(CheckRun run, FaultSpec fault, string path)
    {
        switch (fault.Action)
        {
            case FaultAction.Byz byz:
                StrategyChecks.Run(run, byz, path);
                break;
            case FaultAction.Heal { Node: { } node }:
                run.CheckNode(node, path + ".node");
                break;
            case FaultAction.Partition partition:
                CheckPartition(run, partition, path + ".groups");
                break;
            case FaultAction.Cut cut:
                CheckLink(run, cut.Link, path + ".link");
                break;
            case FaultAction.Flap flap:
                CheckLink(run, flap.Link, path + ".link");
                break;
            case FaultAction.Crash crash:
                run.CheckNode(crash.Node, path + ".node");
                if (fault.Trigger is Trigger.Every && crash.RestartAfterMs is null)
                    run.Add(path, "lacks restartAfterMs: what crashes again and again must come back");
                break;
            case FaultAction.Pause pause:
                run.CheckNode(pause.Node, path + ".node");
                break;
            case FaultAction.Skew skew:
                run.CheckNode(skew.Node, path + ".node");
                break;
            case FaultAction.DiskFailure disk:
                run.CheckNode(disk.Node, path + ".node");
                break;
        }
    }

    private static void CheckLink(CheckRun run, Link link, string path)
    {
        run.CheckNode(link.A, JsonText.Item(path, 0));
        run.CheckNode(link.B, JsonText.Item(path, 1));
    }

    private static void CheckPartition(CheckRun run, FaultAction.Partition partition, string path)
    {
        var seen = new SortedSet<NodeName>();
        for (var i = 0; i < partition.Groups.Count; i++)
        {
            var group = partition.Groups[i];
            for (var j = 0; j < group.Count; j++)
            {
                var at = JsonText.Item(JsonText.Item(path, i), j);
                run.CheckNode(group[j], at);
                if (!seen.Add(group[j])) run.Add(at, $"stands in another group too: {group[j]}");
            }
        }
    }
}
