using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Witan.Core.Application;

namespace Witan.Simulation.Services;

/// <summary>
/// Numbers by name. Put adds one and answers the number after it, get answers the number, a transaction adds one if the number is
/// even. The smallest service in which a lost, doubled or reordered request shows.
/// </summary>
public sealed class CounterService : IService, IStateMachine
{
    private const string Numbers = "numbers";

    public string Name => "counter";

    public IStateMachine Machine => this;

    public ReadOnlyMemory<byte>? Request(Operation operation)
    {
        // No conditional expression: null would become an array, and that an empty request.
        if (operation.IsRead) return null;
        return Encoding.UTF8.GetBytes((operation.Kind == OperationKind.Put ? "+" : "?") + operation.Key);
    }

    public ReadOnlyMemory<byte>? Query(Operation operation)
    {
        if (!operation.IsRead) return null;
        return Encoding.UTF8.GetBytes(operation.Key);
    }

    /// <summary>A read as a request: it changes nothing.</summary>
    public ReadOnlyMemory<byte>? OrderedQuery(Operation operation) => Encoding.UTF8.GetBytes("=" + operation.Key);

    public string? Read(Operation operation, ReadOnlyMemory<byte> result) => result.Length switch
    {
        0 => "0",
        8 => BinaryPrimitives.ReadUInt64LittleEndian(result.Span).ToString(CultureInfo.InvariantCulture),
        _ => null,
    };

    public bool Validate(ReadOnlySpan<byte> request) =>
        request.Length is >= 2 and <= 256 && request[0] is (byte)'+' or (byte)'?' or (byte)'=';

    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        var map = state.Map(Numbers);
        var value = new byte[8];
        foreach (var request in requests)
        {
            var name = request.Body.Span[1..];
            var number = map.TryGet(name, out var known) ? BinaryPrimitives.ReadUInt64LittleEndian(known.Span) : 0;
            if (request.Body.Span[0] == (byte)'+' || (request.Body.Span[0] == (byte)'?' && number % 2 == 0)) number++;
            BinaryPrimitives.WriteUInt64LittleEndian(value, number);
            if (request.Body.Span[0] != (byte)'=') map.Put(name, value);
            results.Add(value);
        }
    }

    byte[] IStateMachine.Query(IStateView view, ReadOnlySpan<byte> query) =>
        view.Map(Numbers).TryGet(query, out var value) ? value.ToArray() : [];
}
