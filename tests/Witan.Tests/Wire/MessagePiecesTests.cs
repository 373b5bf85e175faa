using Witan.Core.Messages;
using Xunit;

namespace Witan.Tests.Wire;

/// <summary>Bytes in pieces are the same bytes, wherever they are cut and however far they were sent.</summary>
public sealed class MessagePiecesTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(1, 7).Select(i => (byte)i)];

    [Fact]
    public void However_bytes_are_cut_what_is_copied_and_what_is_left_make_them()
    {
        for (var first = 0; first <= Bytes.Length; first++)
        {
            for (var second = first; second <= Bytes.Length; second++)
            {
                var pieces = new MessagePieces(
                    Bytes.AsMemory(0, first), Bytes.AsMemory(first, second - first), Bytes.AsMemory(second));
                Assert.Equal(Bytes.Length, pieces.Length);
                Assert.Equal(Bytes, pieces.ToArray());
                for (var room = 0; room <= Bytes.Length + 1; room++) AssertCopied(pieces, room);
            }
        }
    }

    private static void AssertCopied(in MessagePieces pieces, int room)
    {
        var sent = new byte[room];
        var count = pieces.CopyTo(sent);
        Assert.Equal(Math.Min(room, Bytes.Length), count);

        var rest = pieces.Skip(count);

        Assert.Equal(Bytes, sent[..count].Concat(rest.ToArray()));
        Assert.Equal(rest.Length == 0, rest.First.IsEmpty);
    }
}
