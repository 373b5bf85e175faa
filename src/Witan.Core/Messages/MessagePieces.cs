namespace Witan.Core.Messages;

/// <summary>
/// The bytes of a message in up to three pieces, one behind the other: what is large stays where it lies instead of
/// being copied between its neighbours.
/// </summary>
/// <param name="First">At least the type byte, as long as nothing was skipped.</param>
/// <param name="Second">Empty if there is one piece.</param>
/// <param name="Third">Empty if there are two.</param>
public readonly record struct MessagePieces(
    ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Second = default, ReadOnlyMemory<byte> Third = default)
{
    /// <summary>Bytes of all pieces together.</summary>
    public int Length => First.Length + Second.Length + Third.Length;

    /// <summary>Copies the first bytes, as many as there are and fit.</summary>
    /// <returns>How many.</returns>
    public int CopyTo(Span<byte> room)
    {
        var copied = 0;
        for (var rest = this; rest.Length > 0 && copied < room.Length;)
        {
            var count = Math.Min(rest.First.Length, room.Length - copied);
            rest.First.Span[..count].CopyTo(room[copied..]);
            rest = rest.Skip(count);
            copied += count;
        }

        return copied;
    }

    /// <summary>Without the first so many bytes; a first piece that is used up is replaced by the next.</summary>
    public MessagePieces Skip(int count)
    {
        var rest = this;
        while (count >= rest.First.Length && rest.Length > 0)
        {
            count -= rest.First.Length;
            rest = new MessagePieces(rest.Second, rest.Third);
        }

        return rest with { First = rest.First[count..] };
    }

    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }
}
