using Witan.Client;

namespace Witan.Node;

/// <summary>
/// A service of several replicas, of which no answer is believed without proof. Safe for calls from many threads.
/// </summary>
/// <remarks>
/// Every call throws <see cref="WitanUnavailableException"/>, <see cref="WitanProofException"/> and, when the caller
/// ends the wait,
/// <see cref="OperationCanceledException"/>; one that submits also <see cref="WitanOutcomeUnknownException"/>, and
/// <see cref="ArgumentException"/> for bytes that the state machine refuses.
/// </remarks>
public interface IWitanClient
{
    /// <summary>Has a request ordered and executed once.</summary>
    /// <param name="request">1 to 1,572,864 bytes; not to be changed before the call ends.</param>
    /// <param name="cancellation">Ends the wait; the request may be executed all the same.</param>
    /// <returns>The result, certified: every later linearizable read sees it.</returns>
    Task<Proven<ReadOnlyMemory<byte>>> SubmitAsync(
        ReadOnlyMemory<byte> request, CancellationToken cancellation = default);

    /// <summary>Reads without the order.</summary>
    /// <param name="query">The application's bytes.</param>
    /// <param name="level">How fresh the answer must be.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<Proven<ReadOnlyMemory<byte>>> QueryAsync(
        ReadOnlyMemory<byte> query, ReadLevel level, CancellationToken cancellation = default);

    /// <summary>Reads without the order if possible.</summary>
    /// <param name="query">The application's bytes.</param>
    /// <param name="level">How fresh the answer must be.</param>
    /// <param name="orderedForm">A request of the same meaning, for when proofs cannot answer; its result is then the
    /// answer.</param>
    /// <param name="cancellation">Ends the wait.</param>
    Task<Proven<ReadOnlyMemory<byte>>> QueryAsync(
        ReadOnlyMemory<byte> query, ReadLevel level, ReadOnlyMemory<byte> orderedForm,
        CancellationToken cancellation = default);
}
