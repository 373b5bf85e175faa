using Witan.Core.Contract;
using Witan.Primitives;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>
/// O1, O2 and the first half of O6: correct replicas never differ about a height. A commitment chains blocks, results
/// and state, so equal commitments mean equal prefixes, results and states.
/// </summary>
public sealed class AgreementOracle(FaultySet faulty, Findings findings) : IClusterObserver
{
    private readonly SortedDictionary<ulong, (Digest Commitment, ReplicaId Replica)> _first = [];
    private readonly SortedDictionary<uint, Height> _executed = [];

    /// <summary>The highest height that a correct replica executed.</summary>
    public Height Highest { get; private set; }

    public void OnStarted(SimulatedReplica replica)
    {
        if (faulty.Contains(replica.Id)) return;
        var last = replica.Core!.Last.Commitment;
        Check(replica, last.Height, last.Digest);
    }

    public void OnNote(SimulatedReplica replica, Trace trace)
    {
        if (faulty.Contains(replica.Id)) return;
        if (trace.Kind == TraceKind.Diverged)
            findings.Add("O6 state", $"{replica.Id} differs from a certified state at height {trace.Height}");
        if (trace.Kind is TraceKind.Executed or TraceKind.TransferInstalled) Check(replica, trace.Height, trace.Digest);
    }

    /// <summary>What was executed is not executed again after a restart.</summary>
    public void OnStopped(SimulatedReplica replica, Exception? reason) => _executed.Remove(replica.Id.Value);

    private void Check(SimulatedReplica replica, Height height, Digest commitment)
    {
        Highest = Height.Max(Highest, height);
        if (!_first.TryGetValue(height.Value, out var first))
            _first.Add(height.Value, (commitment, replica.Id));
        else if (first.Commitment != commitment)
            findings.Add("O1 agreement", $"{first.Replica} and {replica.Id} differ at height {height}");
        var before = _executed.GetValueOrDefault(replica.Id.Value);
        if (height < before)
            findings.Add("O2 order", $"{replica.Id} went back from height {before} to {height}");
        _executed[replica.Id.Value] = height;
    }
}
