using System.Buffers.Binary;
using Witan.Core.Application;

namespace Witan.Tests.Node;

/// <summary>A request is a name; the number under it grows by one and is the result. A query is a name.</summary>
internal sealed class AdderMachine : IStateMachine
{
    public bool Validate(ReadOnlySpan<byte> request) => request[0] != (byte)'!';

    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        var map = state.Map("numbers");
        var value = new byte[8];
        foreach (var request in requests)
        {
            var name = request.Body.Span;
            if (name.SequenceEqual("throw"u8)) throw new InvalidOperationException("told to throw");
            var number = map.TryGet(name, out var old) ? BinaryPrimitives.ReadUInt64LittleEndian(old.Span) : 0;
            BinaryPrimitives.WriteUInt64LittleEndian(value, number + 1);
            map.Put(name, value);
            results.Add(value);
        }
    }

    public byte[] Query(IStateView view, ReadOnlySpan<byte> query) =>
        view.Map("numbers").TryGet(query, out var value) ? value.ToArray() : [];
}
