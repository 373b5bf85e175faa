using System.Buffers.Binary;
using System.Globalization;
using Witan.Core.Application;
using Witan.Simulation.Checking.Linearizability;
using Witan.Simulation.Scenarios;
using Witan.Simulation.Workloads;

namespace Witan.Simulation.Services;

/// <summary>
/// One number: put and txn add one, del takes one away, get and range read it; every answer is the number after. The
/// smallest service in which a lost, doubled or reordered request shows.
/// </summary>
public sealed class CounterService : IService, IStateMachine
{
    private const string Map = "counter";
    private const byte Add = (byte)'+';
    private const byte Subtract = (byte)'-';
    private const byte Look = (byte)'=';

    private static readonly byte[] Key = "n"u8.ToArray();

    public string Name => "counter";

    public IStateMachine Machine => this;

    public ReadOnlyMemory<byte>? Request(Operation operation)
    {
        // No conditional expression: null would become an array, and that an empty request.
        if (operation.IsRead) return null;
        return new[] { operation.Kind == OperationKind.Del ? Subtract : Add };
    }

    public ReadOnlyMemory<byte>? Query(Operation operation)
    {
        if (!operation.IsRead) return null;
        return Key;
    }

    public ReadOnlyMemory<byte>? OrderedQuery(Operation operation) => new[] { Look };

    public string? Read(Operation operation, ReadOnlyMemory<byte> result)
    {
        if (NumberOf(result) is not { } number) return null;
        return operation.IsRead ? number.ToString(CultureInfo.InvariantCulture) : "ok";
    }

    public LinearizabilityReport Judge(IReadOnlyList<Call> history)
    {
        var entries = new List<HistoryEntry<CounterOperation, long>>();
        foreach (var call in history)
        {
            var operation = call.Operation.Kind switch
            {
                OperationKind.Del => CounterOperation.Add(-1),
                _ when call.Operation.IsRead => CounterOperation.Read,
                _ => CounterOperation.Add(1),
            };
            entries.Add(call.ToEntry(operation, value => NumberOf(value) ?? long.MinValue));
        }

        return new LinearizabilityChecker<long, CounterOperation, long>(new CounterModel()).Check(entries);
    }

    public bool Validate(ReadOnlySpan<byte> request) => request.Length == 1 && request[0] is Add or Subtract or Look;

    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        var map = state.Map(Map);
        var value = new byte[8];
        foreach (var request in requests)
        {
            var number = map.TryGet(Key, out var known) ? BinaryPrimitives.ReadInt64LittleEndian(known.Span) : 0;
            number += request.Body.Span[0] switch { Add => 1, Subtract => -1, _ => 0 };
            BinaryPrimitives.WriteInt64LittleEndian(value, number);
            map.Put(Key, value);
            results.Add(value);
        }
    }

    byte[] IStateMachine.Query(IStateView view, ReadOnlySpan<byte> query) =>
        view.Map(Map).TryGet(Key, out var value) ? value.ToArray() : [];

    private static long? NumberOf(ReadOnlyMemory<byte> result) => result.Length switch
    {
        0 => 0,
        8 => BinaryPrimitives.ReadInt64LittleEndian(result.Span),
        _ => null,
    };
}
