using System.Diagnostics.CodeAnalysis;

namespace Witan.Simulation.Checking.Linearizability;

/// <summary>One operation as its client saw it.</summary>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types",
    Justification = "The factories say which of the two kinds of entry is made, and keep its fields in agreement.")]
public sealed record HistoryEntry<TOperation, TResult>
{
    /// <summary>The return time of what never returned.</summary>
    public const long Never = long.MaxValue;

    private HistoryEntry(int client, TOperation operation, long calledAt, long returnedAt, Outcome<TResult> outcome)
    {
        if (returnedAt < calledAt)
            throw new ArgumentOutOfRangeException(nameof(returnedAt), "an operation cannot return before its call");
        Client = client;
        Operation = operation;
        CalledAt = calledAt;
        ReturnedAt = returnedAt;
        Outcome = outcome;
    }

    public int Client { get; }

    public TOperation Operation { get; }

    /// <summary>Virtual time in microseconds.</summary>
    public long CalledAt { get; }

    /// <summary><see cref="Never"/> if there was no answer.</summary>
    public long ReturnedAt { get; }

    /// <summary>Known exactly if there was an answer.</summary>
    public Outcome<TResult> Outcome { get; }

    public bool IsAnswered => Outcome.IsKnown;

    public static HistoryEntry<TOperation, TResult> Answered(
        int client, TOperation operation, long calledAt, long returnedAt, TResult result) =>
        new(client, operation, calledAt, returnedAt, new Outcome<TResult>(true, result));

    /// <summary>Timed out, crashed, or still waiting at the end of the run.</summary>
    public static HistoryEntry<TOperation, TResult> Unanswered(int client, TOperation operation, long calledAt) =>
        new(client, operation, calledAt, Never, default);
}
