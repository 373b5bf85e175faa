using Witan.Primitives;

namespace Witan.Core.Synchronizing;

/// <summary>What differs between synchronisers.</summary>
public sealed record SynchronizerOptions
{
    /// <summary>Owner of its timers: the host's name.</summary>
    public required string Machine { get; init; }

    /// <summary>Argument of its timers: which one of the host's it is.</summary>
    public required ulong Instance { get; init; }

    /// <summary>rho: how long nothing may happen before everything own is said again. Above zero.</summary>
    public required TimeSpan RetransmitAfter { get; init; }

    /// <summary>
    /// F: how long a view may last before <see cref="Synchronizer.Advance"/> happens by itself. Must not decrease, and
    /// must exceed any real delay from some view on (six of them make a view useful: a skew of two, four phases). Null:
    /// the host alone advances.
    /// </summary>
    public Func<View, TimeSpan>? ViewTime { get; init; }
}
