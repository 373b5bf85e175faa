using System.Buffers.Binary;
using System.Collections;

namespace Witan.Core.Messages;

/// <summary>The requests of a bundle that came as bytes: slices of them.</summary>
/// <param name="body">The bundle.</param>
/// <param name="starts">Where the length of each request stands, checked by whoever decoded the bundle.</param>
internal sealed class RequestSlices(ReadOnlyMemory<byte> body, int[] starts) : IReadOnlyList<ReadOnlyMemory<byte>>
{
    public int Count => starts.Length;

    public ReadOnlyMemory<byte> this[int index]
    {
        get
        {
            var start = starts[index] + sizeof(uint);
            return body.Slice(start, (int)BinaryPrimitives.ReadUInt32LittleEndian(body.Span[starts[index]..start]));
        }
    }

    public IEnumerator<ReadOnlyMemory<byte>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
