using System.Buffers.Binary;
using Witan.Core.Application;

namespace Witan.Samples.Counter;

/// <summary>Every request adds one to the counter that it names; the result is the new number.</summary>
internal sealed class CounterMachine : IStateMachine
{
    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        var counters = state.Map("counters");
        var number = new byte[sizeof(ulong)];
        foreach (var request in requests)
        {
            var old = counters.TryGet(request.Body.Span, out var value) ? value.Span : new byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(number, BinaryPrimitives.ReadUInt64LittleEndian(old) + 1);
            counters.Put(request.Body.Span, number);
            results.Add(number);
        }
    }
}
