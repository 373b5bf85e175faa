namespace Witan.Core.Application;

/// <summary>
/// The service that is replicated. Only <see cref="Apply"/> must be written; state root, proofs, snapshots, transfer
/// and rollback come from the maps of <see cref="IState"/>, in which all state lives. An implementation keeps nothing
/// in fields: the same instance may be asked about several heights in any order.
/// </summary>
public interface IStateMachine
{
    /// <summary>
    /// Pure, before ordering: whether the bytes are a request at all. Must give the same answer on every replica.
    /// </summary>
    /// <param name="request">1 to <see cref="Primitives.Limits.MaxRequestBytes"/> bytes.</param>
    /// <returns>False keeps the bundle out of the pool; it is counted, and the client is told.</returns>
    bool Validate(ReadOnlySpan<byte> request) => true;

    /// <summary>
    /// Applies the requests of one block in order. Synchronous, deterministic, cannot fail: a refused request is a
    /// result.
    /// </summary>
    /// <param name="block">Height and block time: the only clock there is.</param>
    /// <param name="state">The maps; changes are seen by later requests of the block.</param>
    /// <param name="requests">What is to be executed, each exactly once in the life of the cluster; may be
    /// empty.</param>
    /// <param name="results">Takes exactly one result per request, in the same order.</param>
    void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results);

    /// <summary>
    /// A read that changes nothing. It runs on the client over a view built from proofs alone, so it may read only
    /// through <paramref name="view"/>. Optional: a service without queries answers with an empty array.
    /// </summary>
    byte[] Query(IStateView view, ReadOnlySpan<byte> query) => [];
}
