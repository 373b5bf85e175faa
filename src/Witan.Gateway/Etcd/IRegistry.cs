namespace Witan.Gateway.Etcd;

/// <summary>
/// The replicated registry as the gateway needs it: canonical bytes in, proven bytes out. The gateway trusts every
/// answer, so an implementation returns nothing that it has not verified.
/// </summary>
/// <remarks>
/// Cancelling a call ends the wait, never a request that was submitted; the implementation must not submit it again
/// for that reason. Safe for calls from many threads.
/// </remarks>
public interface IRegistry
{
    /// <summary>The number of the newest configuration known.</summary>
    ulong Configuration { get; }

    /// <summary>Has a request ordered and executed.</summary>
    /// <param name="request">An encoded <see cref="Registry.RegistryRequest"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended; the outcome is unknown.</exception>
    ValueTask<RegistryAnswer> SubmitAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation);

    /// <summary>Reads without the order.</summary>
    /// <param name="query">An encoded <see cref="Registry.RegistryQuery"/>.</param>
    /// <param name="consistency">How fresh the answer must be.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    ValueTask<RegistryAnswer> QueryAsync(
        ReadOnlyMemory<byte> query, ReadConsistency consistency, CancellationToken cancellation);
}
