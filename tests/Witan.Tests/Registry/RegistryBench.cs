using Witan.Core.Application;
using Witan.Primitives;
using Witan.Registry;
using Witan.TestKit;
using Xunit;

namespace Witan.Tests.Registry;

/// <summary>The state machine over maps in memory: blocks in, results out.</summary>
internal sealed class RegistryBench
{
    private readonly RegistryStateMachine _machine = new();
    private ulong _height;

    public MemoryState State { get; } = new();

    public List<RegistryResult> Block(params IEnumerable<RegistryRequest> requests) =>
        BlockOfBytes(requests.Select(Encode).ToList());

    public List<RegistryResult> BlockOfBytes(IReadOnlyList<byte[]> requests)
    {
        var results = new ResultList();
        var bodies = requests.Select(body => new Request(default, body)).ToList();
        _machine.Apply(new BlockContext(new Height(++_height), default), State, bodies, results);
        Assert.Equal(requests.Count, results.All.Count);
        return results.All;
    }

    public RegistryResult Do(RegistryRequest request) => Assert.Single(Block(request));

    public RegistryResult Query(RegistryRequest.Range range) => Query(State.Snapshot(), new RegistryQuery.Range(range));

    public RegistryResult Query(MemoryStateView view, RegistryQuery query)
    {
        Assert.Equal(RegistryError.None, query.TryEncode(out var bytes));
        return Assert.IsAssignableFrom<RegistryResult>(RegistryResult.Decode(_machine.Query(view, bytes)));
    }

    public static byte[] Encode(RegistryRequest request)
    {
        Assert.Equal(RegistryError.None, request.TryEncode(out var bytes));
        return bytes;
    }

    private sealed class ResultList : IResults
    {
        public List<RegistryResult> All { get; } = [];

        public void Add(ReadOnlySpan<byte> result) =>
            All.Add(Assert.IsAssignableFrom<RegistryResult>(RegistryResult.Decode(result.ToArray())));
    }
}
