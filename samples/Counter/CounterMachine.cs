using System.Buffers.Binary;
using Witan.Core.Application;

namespace Witan.Samples.Counter;

/// <summary>
/// The whole service: every request adds one to the counter that it names; the result is the new number.
/// </summary>
internal sealed class CounterMachine : IStateMachine
{
    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        var counters = state.Map("counters");
        var number = new byte[sizeof(ulong)];
        foreach (var request in requests)
        {
            var name = request.Body.Span;
            var old = counters.TryGet(name, out var value) ? BinaryPrimitives.ReadUInt64LittleEndian(value.Span) : 0;
            BinaryPrimitives.WriteUInt64LittleEndian(number, old + 1);
            counters.Put(name, number);
            results.Add(number);
        }
    }
}
