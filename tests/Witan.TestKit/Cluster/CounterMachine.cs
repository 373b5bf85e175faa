using System.Buffers.Binary;
using System.Text;
using Witan.Core.Application;

namespace Witan.TestKit.Cluster;

/// <summary>
/// A small service: a request is "name" or "name=value"; the first adds one to the named number, the second sets it.
/// The result is the number after it, eight bytes. A query is a name; its answer is the number, or nothing.
/// </summary>
public sealed class CounterMachine : IStateMachine
{
    public bool Validate(ReadOnlySpan<byte> request) => request.Length is > 0 and <= 4096 && request[0] != (byte)'!';

    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        var map = state.Map("numbers");
        var value = new byte[8];
        foreach (var request in requests)
        {
            var text = Encoding.UTF8.GetString(request.Body.Span);
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            var name = Encoding.UTF8.GetBytes(equals < 0 ? text : text[..equals]);
            var number = equals < 0 ? Read(map, name) + 1 : (ulong)text[(equals + 1)..].Length;
            BinaryPrimitives.WriteUInt64LittleEndian(value, number);
            map.Put(name, value);
            results.Add(value);
        }
    }

    public byte[] Query(IStateView view, ReadOnlySpan<byte> query) =>
        view.Map("numbers").TryGet(query, out var value) ? value.ToArray() : [];

    private static ulong Read(IOrderedMapView map, byte[] name) =>
        map.TryGet(name, out var value) ? BinaryPrimitives.ReadUInt64LittleEndian(value.Span) : 0;
}
