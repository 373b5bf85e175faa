using System.Globalization;
using Witan.Core.Contract;
using Witan.Core.Execution;
using Witan.Simulation.Nodes;

namespace Witan.Simulation.Checking.Oracles;

/// <summary>
/// O11: what a correct replica holds for others stays within bounds. In every run each of its tables against the
/// table's own bound, with every few executed blocks; and where a scenario says so, pooled bundles and what waits for
/// the disk against a limit, with every block.
/// </summary>
/// <param name="faulty">Of which nothing is expected.</param>
/// <param name="findings">Where it is told.</param>
/// <param name="limit">Bytes; null for no expectation beyond the product's own bounds.</param>
/// <param name="gaugesOf">Reads the tables; null: what the replica reports.</param>
public sealed class MemoryOracle(
    FaultySet faulty, Findings findings, long? limit, Func<SimulatedReplica, IReadOnlyList<Gauge>>? gaugesOf = null)
    : IClusterObserver
{
    /// <summary>Tables are looked at with one in so many heights.</summary>
    private const ulong Stride = 8;

    private readonly SortedSet<string> _over = new(StringComparer.Ordinal);
    private bool _told;

    /// <summary>The most that a correct replica held, bytes.</summary>
    public long Most { get; private set; }

    public void OnExecuted(SimulatedReplica replica, ExecutedBlock block)
    {
        if (faulty.Contains(replica.Id)) return;
        if (block.Commitment.Height.Value % Stride == 0) CheckTables(replica);
        if (limit is null) return;
        var held = replica.HeldBytes;
        Most = Math.Max(Most, held);
        if (_told || held <= limit) return;
        _told = true;
        findings.Add("O11 memory", string.Create(
            CultureInfo.InvariantCulture, $"{replica.Id} holds {held} bytes, more than {limit}"));
    }

    /// <summary>Each table is told of once in a run.</summary>
    private void CheckTables(SimulatedReplica replica)
    {
        foreach (var gauge in gaugesOf?.Invoke(replica) ?? replica.Gauges)
        {
            if (gauge.Held <= gauge.Bound || !_over.Add(gauge.Name)) continue;
            findings.Add("O11 memory", string.Create(
                CultureInfo.InvariantCulture,
                $"{replica.Id}: {gauge.Name} holds {gauge.Held}, more than {gauge.Bound}"));
        }
    }
}
