using Witan.Client;
using Witan.Primitives;
using Witan.Simulation.Checking.Linearizability;
using Witan.Simulation.Nodes;
using Witan.Simulation.Services;

namespace Witan.Simulation.Workloads;

/// <summary>One operation of one client and how it ended: a line of the history that checkers read.</summary>
/// <param name="Client">Number of the logical client.</param>
/// <param name="Operation">What.</param>
/// <param name="CalledAt">Microseconds.</param>
public sealed record Call(int Client, Operation Operation, long CalledAt)
{
    /// <summary>The verifying client that it went through.</summary>
    public SimulatedClient? Through { get; internal set; }

    /// <summary>When it ended, microseconds; null while it is open.</summary>
    public long? ReturnedAt { get; private set; }

    /// <summary>Null while it is open.</summary>
    public ClientOutcome? Outcome { get; private set; }

    /// <summary>An acknowledged or proved result; null if there is none.</summary>
    public ReadOnlyMemory<byte>? Value { get; private set; }

    /// <summary>The same in the words of scenario files.</summary>
    public string? Result { get; private set; }

    /// <summary>Where it was executed, or the state that it read.</summary>
    public Height? Height { get; private set; }

    /// <summary>Acknowledged, or answered with a proof.</summary>
    public bool IsAcknowledged => Outcome is ClientOutcome.Acknowledged or ClientOutcome.Answered;

    /// <summary>Whether it surely had no effect: nothing was sent, or it was refused.</summary>
    public bool HadNoEffect => Outcome is ClientOutcome.Failed
    {
        Reason: ClientFailure.Unavailable or ClientFailure.Busy or ClientFailure.Invalid or ClientFailure.UnknownClient
            or ClientFailure.NeedsOrder,
    };

    internal void End(long at, ClientOutcome outcome, IService service)
    {
        ReturnedAt = at;
        Outcome = outcome;
        if (outcome is ClientOutcome.Acknowledged { Result: var written }) Take(written, service);
        if (outcome is ClientOutcome.Answered { Result: var read }) Take(read, service);
    }

    /// <summary>
    /// The call as a checker of histories wants it: without an answer it may have happened at any time, or never.
    /// </summary>
    public HistoryEntry<TOperation, TResult> ToEntry<TOperation, TResult>(
        TOperation operation, Func<ReadOnlyMemory<byte>, TResult> read) => Value is { } value
            ? HistoryEntry<TOperation, TResult>.Answered(Client, operation, CalledAt, ReturnedAt!.Value, read(value))
            : HistoryEntry<TOperation, TResult>.Unanswered(Client, operation, CalledAt);

    private void Take(Proven<ReadOnlyMemory<byte>> proven, IService service)
    {
        Result = service.Read(Operation, proven.Value) ?? "not a result";
        Value = proven.Value;
        Height = proven.Height;
    }
}
