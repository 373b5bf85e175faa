using Witan.Simulation.Scenarios.Format;

namespace Witan.Simulation.Scenarios.Checks;

/// <summary>Whether the expectations can all hold.</summary>
internal static class ExpectChecks
{
    public static void Run(CheckRun run)
    {
        if (!run.IsSound("$.expect")) return;
        var expect = run.Scenario.Expect;
        CheckCommits(run, expect);
        if (expect.ViewChangesAtLeast > expect.ViewChangesAtMost)
            run.Add("$.expect.viewChangesAtLeast", $"is above viewChangesAtMost, {expect.ViewChangesAtMost}");
        for (var i = 0; i < expect.Evidence.Count; i++)
            CheckEvidence(run, expect.Evidence[i], JsonText.Item("$.expect.evidence", i));
        for (var i = 0; i < expect.NoEvidenceAgainst.Count; i++)
        {
            var path = JsonText.Item("$.expect.noEvidenceAgainst", i);
            run.CheckReplica(expect.NoEvidenceAgainst[i], path);
            if (expect.Evidence.Any(e => e.Member == expect.NoEvidenceAgainst[i]))
                run.Add(path, $"evidence expects the contrary of replica {expect.NoEvidenceAgainst[i]}");
        }
    }

    private static void CheckCommits(CheckRun run, Expectations expect)
    {
        if (!run.IsSound("$.workload") || !run.IsSound("$.script")) return;
        var operations = (long)run.Scenario.Workload.Ops + run.Scenario.Script.Count;
        // Judging progress submits one operation more.
        var probe = expect.ProgressWithinMsAfterGst is null ? 0 : 1;
        if (expect.CommitsAtLeast > operations + probe)
            run.Add("$.expect.commitsAtLeast", $"is more than the {operations} operations of workload and script");
    }

    private static void CheckEvidence(CheckRun run, ExpectedEvidence evidence, string path)
    {
        run.CheckReplica(evidence.Member, path + ".member");
        if (run.Protocol is not { } protocol || protocol.TypesOfEvidence(evidence.Kind) is not null) return;
        var kinds = string.Join(", ", protocol.EvidenceKinds.Select(k => k.Name));
        run.Add(path + ".kind", $"{protocol.Name} has no evidence {JsonText.Show(evidence.Kind)}; it has: {kinds}");
    }
}
