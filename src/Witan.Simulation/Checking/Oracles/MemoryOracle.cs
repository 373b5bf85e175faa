using System.Globalization;
using Witan.Core.Execution;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>
/// O11: what a correct replica holds for others stays within a bound: pooled bundles and what waits for the disk. Looked at with
/// every executed block.
/// </summary>
/// <param name="faulty">Of which nothing is expected.</param>
/// <param name="findings">Where it is told.</param>
/// <param name="limit">Bytes; null for no expectation beyond the product's own bounds.</param>
public sealed class MemoryOracle(FaultySet faulty, Findings findings, long? limit) : IClusterObserver
{
    private bool _told;

    /// <summary>The most that a correct replica held, bytes.</summary>
    public long Most { get; private set; }

    public void OnExecuted(SimulatedReplica replica, ExecutedBlock block)
    {
        if (limit is null || faulty.Contains(replica.Id)) return;
        var held = replica.HeldBytes;
        Most = Math.Max(Most, held);
        if (_told || held <= limit) return;
        _told = true;
        findings.Add("O11 memory", string.Create(
            CultureInfo.InvariantCulture, $"{replica.Id} holds {held} bytes, more than {limit}"));
    }
}
