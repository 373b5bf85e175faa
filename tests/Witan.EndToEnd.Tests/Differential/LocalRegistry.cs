using Witan.Core.Application;
using Witan.Gateway.Etcd;
using Witan.Primitives;
using Witan.Registry;
using Witan.TestKit;

namespace Witan.EndToEnd.Tests.Differential;

/// <summary>
/// The registry's state machine without replicas: one request per block over maps in memory. It shows what gateway and
/// state machine do together; that replicas agree on it is shown elsewhere.
/// </summary>
internal class LocalRegistry : IRegistry
{
    private readonly Lock _gate = new();
    private readonly RegistryStateMachine _machine = new();
    private readonly MemoryState _state = new();
    private ulong _height;

    public ulong Configuration => 0;

    public virtual ValueTask<RegistryAnswer> SubmitAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        lock (_gate)
        {
            _height++;
            var results = new OneResult();
            _machine.Apply(
                new BlockContext(new Height(_height), default), _state, [new Request(default, request)], results);
            return ValueTask.FromResult<RegistryAnswer>(
                new RegistryAnswer.Proven(results.Bytes, _height, Configuration));
        }
    }

    public ValueTask<RegistryAnswer> QueryAsync(
        ReadOnlyMemory<byte> query, ReadConsistency consistency, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var view = new MemoryStateView(_state, new BlockContext(new Height(_height), default));
            return ValueTask.FromResult<RegistryAnswer>(
                new RegistryAnswer.Proven(_machine.Query(view, query.Span), _height, Configuration));
        }
    }

    private sealed class OneResult : IResults
    {
        public byte[] Bytes { get; private set; } = [];

        public void Add(ReadOnlySpan<byte> result) => Bytes = result.ToArray();
    }
}
