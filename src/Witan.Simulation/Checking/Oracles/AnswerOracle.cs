using Witan.Client;
using Witan.Core.Messages;
using Witan.Simulation.Nodes;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>
/// O7 and O9: what a client was told is what the log says, and its proof convinces somebody who has the genesis alone.
/// </summary>
public static class AnswerOracle
{
    /// <summary>Proof files are long: so many of a run are rendered and checked.</summary>
    public const int CheckedProofs = 16;

    public static void Check(
        SimulatedCluster cluster, IReadOnlyList<Call> calls, LogOracle log, Findings findings)
    {
        var trust = new Trust(cluster.Genesis);
        var stride = Math.Max(1, calls.Count / CheckedProofs);
        for (var i = 0; i < calls.Count; i++)
        {
            if (calls[i].Outcome is not ClientOutcome.Acknowledged { Result: var proven }) continue;
            if (proven.Proof is not ProofMaterial.OfResult proof) continue;
            CompareWithLog(proof.Leaf, proven, log, findings);
            if (i % stride == 0) CheckProof(cluster, trust, calls[i], proof, findings);
        }
    }

    private static void CompareWithLog(
        in ResultLeaf leaf, Proven<ReadOnlyMemory<byte>> proven, LogOracle log, Findings findings)
    {
        if (proven.Height > log.Replayed) return;
        if (log.Find(leaf.Session, leaf.Number) is not { } logged)
            findings.Add("O7 answers",
                $"request {leaf.Number} was acknowledged at height {proven.Height} and is not in the log");
        else if (logged.Height != proven.Height || !logged.Result.Span.SequenceEqual(proven.Value.Span))
            findings.Add("O7 answers", $"request {leaf.Number} was acknowledged otherwise than the log has it");
    }

    private static void CheckProof(
        SimulatedCluster cluster, Trust trust, Call call, ProofMaterial.OfResult proof, Findings findings)
    {
        // The client adds the configuration steps that it knows; the verifier has the genesis alone.
        var file = ProofFile.Render(proof, call.Through!.Trust.Configurations);
        if (ProofFile.Verify(file, trust, cluster.Scheme) is ProofVerdict.Refused refused)
            findings.Add("O9 proofs", refused.Reason);
    }
}
