using Witan.Core.Messages;
using Witan.Node;
using Xunit;

namespace Witan.Tests.Node;

/// <summary>Frames in a stream, in whatever pieces its bytes come and go.</summary>
public sealed class FramesTests
{
    private const int Limit = 4 << 20;

    private static readonly int[] Sizes =
        [1, 100, 16 * 1024 - 5, 16 * 1024 - 4, 16 * 1024 - 3, 3, 70_000, 256 * 1024, 300_000, 1, 1 << 20, 17];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(16 * 1024)]
    [InlineData(int.MaxValue)]
    public async Task What_was_written_is_read_in_whatever_pieces_it_comes(int piece)
    {
        var frames = Sizes.Select(Frame).ToArray();
        var reader = new FrameReader(new Pieces(await WriteAsync(frames), piece));

        var read = new List<FrameRead>();
        for (var i = 0; i < frames.Length; i++) read.Add(await reader.ReadAsync(Limit, Cancellation));
        var end = await reader.ReadAsync(Limit, Cancellation);

        Assert.Equal(FrameFault.End, end.Fault);
        for (var i = 0; i < frames.Length; i++)
        {
            Assert.Equal(FrameFault.None, read[i].Fault);
            Assert.True(read[i].Bytes.Span.SequenceEqual(frames[i]), $"frame {i}");
            Assert.Equal(i, read[i].Streak);
        }
    }

    [Fact]
    public async Task What_ends_within_a_frame_is_no_frame()
    {
        foreach (var size in (int[])[1, 5000, 100_000])
        {
            var bytes = await WriteAsync([Frame(size)]);
            foreach (var length in (int[])[1, 3, 4, 4 + (size / 2), 4 + size - 1])
            {
                var reader = new FrameReader(new Pieces(bytes[..length], 1000));
                Assert.Equal(FrameFault.Truncated, (await reader.ReadAsync(Limit, Cancellation)).Fault);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    [InlineData(-1)]
    public async Task A_length_that_no_frame_has_is_refused_before_anything_is_set_aside(int length)
    {
        var reader = new FrameReader(new Pieces([.. BitConverter.GetBytes(length), 1, 2, 3], 1000));
        Assert.Equal(FrameFault.BadLength, (await reader.ReadAsync(100, Cancellation)).Fault);
    }

    [Fact]
    public async Task What_is_set_aside_follows_what_has_come_not_what_was_promised()
    {
        byte[] promise = [.. BitConverter.GetBytes(Limit), 1, 2, 3];
        var reader = new FrameReader(new Pieces(promise, 1000));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = await reader.ReadAsync(Limit, Cancellation);

        Assert.Equal(FrameFault.Truncated, read.Fault);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300 * 1024);
    }

    [Fact]
    public async Task A_large_frame_leaves_from_where_it_lies_behind_the_small_ones_before_it()
    {
        using var stream = new MemoryStream(2 * Limit);
        var writer = new FrameWriter(stream);
        var (small, large) = (Frame(100), Frame(1 << 20));
        var before = GC.GetAllocatedBytesForCurrentThread();

        writer.Put(new MessagePieces(small));
        Assert.False(writer.IsFull);
        writer.Put(new MessagePieces(large.AsMemory(0, 5), large.AsMemory(5, 1 << 19), large.AsMemory(5 + (1 << 19))));
        Assert.True(writer.IsFull);
        await writer.FlushAsync(Cancellation);

        Assert.False(writer.IsFull);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
        Assert.Equal([.. BitConverter.GetBytes(100), .. small, .. BitConverter.GetBytes(1 << 20), .. large],
            stream.ToArray());
    }

    [Fact]
    public async Task Small_frames_gather_up_to_a_batch_and_each_leaves_once()
    {
        var frames = Enumerable.Range(1, 2000).Select(i => Frame(i % 97 + 1)).ToArray();
        var bytes = await WriteAsync(frames);

        Assert.Equal(frames.SelectMany(frame => (byte[])[.. BitConverter.GetBytes(frame.Length), .. frame]), bytes);
    }

    private static async Task<byte[]> WriteAsync(byte[][] frames)
    {
        using var stream = new MemoryStream();
        var writer = new FrameWriter(stream);
        foreach (var frame in frames)
        {
            writer.Put(new MessagePieces(frame));
            if (writer.IsFull) await writer.FlushAsync(Cancellation);
        }

        await writer.FlushAsync(Cancellation);
        return stream.ToArray();
    }

    private static byte[] Frame(int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++) bytes[i] = (byte)((size + (i * 7)) & 0xFF);
        return bytes;
    }

    /// <summary>Gives its bytes in pieces of one size at most.</summary>
    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
