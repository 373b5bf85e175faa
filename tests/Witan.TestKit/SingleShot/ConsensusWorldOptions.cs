using Witan.Core.Messages;
using Witan.Core.Synchronizing;
using Witan.Protocols.SingleShot;

namespace Witan.TestKit.SingleShot;

/// <summary>How processes agree in a test.</summary>
public sealed record ConsensusWorldOptions
{
    public int N { get; init; } = 4;

    public int F { get; init; } = 1;

    public int Seed { get; init; } = 1;

    /// <summary>Places at which no machine runs: a test speaks for them.</summary>
    public IReadOnlyList<int> Liars { get; init; } = [];

    /// <summary>Delay of a message in microseconds, least and most.</summary>
    public (int Min, int Max) Delay { get; init; } = (1_000, 5_000);

    /// <summary>Whether a message is lost: from, to, what, when.</summary>
    public Func<int, int, Message, long, bool> Loses { get; init; } = (_, _, _, _) => false;

    /// <summary>myval() of a place; by default "value of" and the place.</summary>
    public Func<int, Value> ValueOf { get; init; } = place => ConsensusForge.Value($"value of {place}");

    /// <summary>valid(x).</summary>
    public Func<Value, bool> IsValid { get; init; } = _ => true;

    /// <summary>When a place starts, microseconds after the beginning.</summary>
    public Func<int, long> StartsAt { get; init; } = _ => 0;

    /// <summary>Of the synchronisers.</summary>
    public SynchronizerRules? Rules { get; init; }
}
