using System.Globalization;
using Witan.Simulation.Checking;
using Witan.Simulation.Checking.Linearizability;
using Witan.Simulation.Checking.Oracles;
using Witan.Simulation.Nodes;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Running;

/// <summary>Holds a finished run against what its scenario expects, and what is judged at the end only.</summary>
internal static class Judge
{
    public static void Run(
        Scenario scenario, RunSetup setup, SimulatedCluster cluster, FaultySet faulty, IReadOnlyList<Call> calls,
        RunOracles oracles, FaultDriver faults, Findings findings, SharedKeys keys)
    {
        var correct = cluster.Replicas.Where(r => !faulty.Contains(r.Id)).ToList();
        var expect = scenario.Expect;
        AnswerOracle.Check(cluster, calls, oracles.Log, findings);
        JudgeAccusations(scenario, setup, correct, findings);
        if (expect.Linearizable && keys.Any) keys.JudgeOrder(calls, findings);
        else if (expect.Linearizable) JudgeHistory(setup, calls, findings);
        AtLeast("commitsAtLeast", expect.CommitsAtLeast, calls.Count(c => c.IsAcknowledged), findings);
        AtLeast("viewChangesAtLeast", expect.ViewChangesAtLeast, (long)oracles.Views.Highest.Value, findings);
        AtLeast(
            "stateTransfersAtLeast", expect.StateTransfersAtLeast, correct.Sum(r => (long)r.StatesInstalled), findings);
        if (expect.ViewChangesAtMost is { } most && (long)oracles.Views.Highest.Value > most)
            Miss(findings, "viewChangesAtMost", (long)oracles.Views.Highest.Value, most);
        JudgeRejections(expect.RejectionsAtLeast, correct, findings);
        if (setup.Strict) JudgeFired(scenario, faults, findings);
    }

    private static void JudgeHistory(RunSetup setup, IReadOnlyList<Call> calls, Findings findings)
    {
        Call[] history = [.. calls.Where(c => !c.HadNoEffect)];
        var report = setup.Service.Judge(history);
        if (report.Verdict != CheckVerdict.Linearizable) findings.Add("O8 linearizability", report.Text);
    }

    /// <summary>
    /// O12: nobody holds proof against a correct replica, and somebody holds what the scenario asks for.
    /// </summary>
    private static void JudgeAccusations(
        Scenario scenario, RunSetup setup, List<SimulatedReplica> correct, Findings findings)
    {
        var mayBeAccused = scenario.FaultyReplicas;
        foreach (var replica in correct)
        {
            foreach (var (member, type) in replica.ProvedLies)
            {
                if (!mayBeAccused.Contains((int)member.Value)
                    || scenario.Expect.NoEvidenceAgainst.Contains((int)member.Value))
                    findings.Add("O12 accusation", $"{replica.Id} holds proof of a lie (type {type}) against {member}");
            }
        }

        foreach (var wanted in scenario.Expect.Evidence)
        {
            var types = setup.Description.TypesOfEvidence(wanted.Kind)!;
            if (!correct.Any(r => r.ProvedLies.Any(l => l.Member.Value == wanted.Member && types.Contains(l.Type))))
                findings.Add("expect.evidence", $"nobody holds proof of {wanted.Kind} against R{wanted.Member}");
        }
    }

    private static void JudgeRejections(
        ExpectedRejections expected, List<SimulatedReplica> correct, Findings findings)
    {
        AtLeast("rejectionsAtLeast", expected.Total, correct.Sum(r => r.Rejections.Values.Sum()), findings);
        foreach (var reason in expected.ByReason)
        {
            AtLeast(
                "rejectionsAtLeast." + reason.Name, reason.Value,
                correct.Sum(r => r.Rejections.GetValueOrDefault(reason.Name)), findings);
        }
    }

    private static void JudgeFired(Scenario scenario, FaultDriver faults, Findings findings)
    {
        for (var i = 0; i < scenario.Faults.Count; i++)
        {
            var isIdle = faults.Fired[i] == 0 || faults.Attacks[i] is { Deeds.Total: 0 };
            if (isIdle)
                findings.Add("strict", string.Create(CultureInfo.InvariantCulture, $"faults[{i}] never happened"));
        }
    }

    private static void AtLeast(string name, long? wanted, long seen, Findings findings)
    {
        if (wanted is { } least && seen < least) Miss(findings, name, seen, least);
    }

    private static void Miss(Findings findings, string name, long seen, long wanted) => findings.Add(
        "expect." + name, string.Create(CultureInfo.InvariantCulture, $"{seen}, expected {wanted}"));
}
