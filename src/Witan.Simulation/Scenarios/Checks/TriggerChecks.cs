using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios.Checks;

/// <summary>Whether a trigger can come true.</summary>
internal static class TriggerChecks
{
    /// <summary>How often one fault may happen.</summary>
    private const long MaxTimes = 100_000;

    public static void Run(CheckRun run, Trigger trigger, string path)
    {
        switch (trigger)
        {
            case Trigger.AtPoint point:
                if (point.Node is { } node) run.CheckNode(node, path + ".at.node");
                run.CheckMessage(point.Type, path + ".at.type");
                break;
            case Trigger.Every every:
                CheckEvery(run, every, path + ".every");
                break;
            case Trigger.Match match:
                CheckMatch(run, match, path + ".match");
                break;
        }
    }

    private static void CheckEvery(CheckRun run, Trigger.Every every, string path)
    {
        if (every.To < every.From) run.Add(path + ".to", $"must be at least from, {every.From}, not {every.To}");
        else if ((every.To - every.From) / every.Ms >= MaxTimes) run.Add(path, $"happens more than {MaxTimes} times");
    }

    private static void CheckMatch(CheckRun run, Trigger.Match match, string path)
    {
        run.CheckMessage(match.Type, path + ".type");
        CheckNodes(run, match.From, path + ".from");
        CheckNodes(run, match.To, path + ".to");
        if (match.ToMs <= match.FromMs)
            run.Add(path + ".toMs", $"must be above fromMs, {match.FromMs}, not {match.ToMs}");
    }

    /// <summary>One stands without a list around it, and so has no index.</summary>
    private static void CheckNodes(CheckRun run, ValueList<NodeName> nodes, string path)
    {
        for (var i = 0; i < nodes.Count; i++)
            run.CheckNode(nodes[i], nodes.Count == 1 ? path : JsonText.Item(path, i));
    }
}
