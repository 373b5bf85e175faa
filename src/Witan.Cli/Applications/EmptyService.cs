using System.Buffers.Binary;
using Witan.Core.Application;
using Witan.Primitives;

namespace Witan.Cli.Applications;

/// <summary>
/// Does nothing, so that a measurement shows what ordering, proving and answering cost. A request may begin with the
/// length of the reply that it wants (u32, little-endian); the rest of it is weight.
/// </summary>
internal sealed class EmptyService : IStateMachine
{
    public const string Name = "empty";

    // What replies consist of; as long as the longest so far.
    private byte[] _zeros = [];

    /// <summary>A request of this size and with this size of reply. The smallest request has one byte.</summary>
    public static byte[] Request(int size, int reply)
    {
        var bytes = new byte[Math.Max(size, reply > 0 ? sizeof(uint) : 1)];
        if (reply > 0) BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)reply);
        return bytes;
    }

    public bool Validate(ReadOnlySpan<byte> request) => ReplySize(request) <= Limits.MaxResultBytes;

    public void Apply(in BlockContext block, IState state, IReadOnlyList<Request> requests, IResults results)
    {
        foreach (var request in requests) results.Add(Zeros((int)ReplySize(request.Body.Span)));
    }

    private ReadOnlySpan<byte> Zeros(int size)
    {
        if (_zeros.Length < size) _zeros = new byte[size];
        return _zeros.AsSpan(0, size);
    }

    private static uint ReplySize(ReadOnlySpan<byte> request) =>
        request.Length < sizeof(uint) ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(request);
}
