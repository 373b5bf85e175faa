using Witan.Core.Application;
using Witan.Core.Ordering;

namespace Witan.Simulation.Applications;

/// <summary>A state machine of one's own, to be run on simulated replicas.</summary>
public sealed record ApplicationRun
{
    /// <summary>
    /// Makes an instance; every replica gets its own, as in production, and the client one for its queries.
    /// </summary>
    public required Func<IStateMachine> Create { get; init; }

    /// <summary>Submitted one after the other, each when the one before was answered.</summary>
    public required IReadOnlyList<ReadOnlyMemory<byte>> Requests { get; init; }

    /// <summary>Decides network, crashes and everything else; the same seed gives the same run.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>At least 4. Default 4, of which one may be lost.</summary>
    public int Replicas { get; init; } = 4;

    /// <summary>Whether messages are lost and replicas crash and come back meanwhile. Default true.</summary>
    public bool Faults { get; init; } = true;

    /// <summary>The ordering protocol. Default PBFT.</summary>
    public IProtocol Protocol { get; init; } = new Protocols.Pbft.Protocol();

    /// <summary>Virtual time after which what is not answered counts as such. Default one minute.</summary>
    public TimeSpan Limit { get; init; } = new(TimeSpan.TicksPerMinute);
}
