using Witan.Primitives;
using Witan.Simulation.Attacks;
using Witan.Simulation.Checking;

namespace Witan.Simulation.Running;

/// <summary>What one seed of a scenario came to.</summary>
public sealed record RunResult
{
    public required ulong Seed { get; init; }

    /// <summary>Broken properties and expectations; empty if all held.</summary>
    public required IReadOnlyList<Violation> Violations { get; init; }

    public bool Holds => Violations.Count == 0;

    /// <summary>
    /// Why nobody can go on, where the protocol locks by design and nothing else is wrong; else null.
    /// </summary>
    public string? Lock { get; init; }

    /// <summary>
    /// Where each replica stood at the end of a run without progress, one line each; else empty.
    /// </summary>
    public IReadOnlyList<string> Standing { get; init; } = [];

    /// <summary>Operations acknowledged, or answered with a proof.</summary>
    public required long Commits { get; init; }

    /// <summary>Operations that began.</summary>
    public required long Calls { get; init; }

    /// <summary>How calls ended that were not acknowledged, by name; those that never ended are "open".</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> Unacknowledged { get; init; }

    /// <summary>The highest view that a correct replica entered.</summary>
    public required ulong ViewChanges { get; init; }

    /// <summary>The highest height that a correct replica executed.</summary>
    public required ulong Height { get; init; }

    /// <summary>Sorted, of acknowledged operations; microseconds of virtual time.</summary>
    public required IReadOnlyList<long> Latencies { get; init; }

    public required long Messages { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Signatures made by replicas.</summary>
    public required long Signatures { get; init; }

    /// <summary>Messages sent, by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, long>> MessagesByType { get; init; }

    /// <summary>
    /// How often each fault of the file happened; of a strategy how often it did what it is there for. In file order.
    /// </summary>
    public required IReadOnlyList<long> Fired { get; init; }

    /// <summary>
    /// What each strategy of the file did to messages and links; null for faults that are none. In file order.
    /// </summary>
    public required IReadOnlyList<Deeds?> Deeds { get; init; }

    public required long Events { get; init; }

    /// <summary>Microseconds of virtual time.</summary>
    public required long VirtualTime { get; init; }

    public required Digest TraceDigest { get; init; }

    /// <summary>A sequence chart around the first violation, or of the end; null unless asked for or needed.</summary>
    public string? Chart { get; init; }
}
