using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios.Checks;

/// <summary>What no field can tell alone: whether the parts of a scenario fit together.</summary>
internal static class ScenarioChecks
{
    public static void Run(Scenario scenario, IReadOnlyList<ProtocolDescription> protocols, ProblemList problems)
    {
        var protocol = protocols.FirstOrDefault(p => p.Name == scenario.Protocol.Name);
        if (protocol is null && problems.IsSound("$.protocol.name"))
        {
            var names = string.Join(", ", protocols.Select(p => p.Name));
            problems.Add(
                "$.protocol.name",
                $"there is no protocol '{JsonText.Show(scenario.Protocol.Name)}'; there is: {names}");
        }

        var run = new CheckRun(scenario, protocol, problems);
        ProtocolChecks.Run(run);
        ClusterChecks.Run(run);
        for (var i = 0; i < scenario.Faults.Count; i++)
        {
            var path = JsonText.Item("$.faults", i);
            if (!run.IsSound(path)) continue;
            TriggerChecks.Run(run, scenario.Faults[i].Trigger, path);
            ActionChecks.Run(run, scenario.Faults[i], path);
        }

        if (run.Knows("n", "f", "byzantine", "allowExceedF") && run.IsSound("$.faults")) ClusterChecks.CheckFaulty(run);
        WorkloadChecks.Run(run);
        ExpectChecks.Run(run);
    }
}
